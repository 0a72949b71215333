"""snippets.py TIFA FOLDER README: see .ci/snippets."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

tifa, folder, readme = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]).resolve()
text = readme.read_text(encoding="utf-8")
section = text[text.index("## R and Python"):]
section = section[:section.index("\n## ", 5)]
(folder / "testdata").symlink_to(readme.parent / "testdata")

commands = re.search(r"```\n(.*?)```", section, re.S).group(1)
for line in commands.splitlines():
    subprocess.run([tifa, *line.split()[1:]], cwd=folder, check=True, capture_output=True)

MISSING = re.compile(r"No module named|there is no package called|loadNamespace|unable to import|Missing optional dependency|Unable to find a usable engine")
run, left = 0, 0
for language, code in re.findall(r"```(python|r)\n(.*?)```", section, re.S):
    want = re.search(r"# (.*)$", code.strip()).group(1).strip()
    first = code.splitlines()[0]
    if language == "python":
        command = [sys.executable, "-c", code]
    elif shutil.which("Rscript"):
        command = ["Rscript", "-e", code]
    else:
        print(f"left out, no Rscript: {first}")
        left += 1
        continue
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    if done.returncode and MISSING.search(done.stderr):
        print(f"left out, {done.stderr.strip().splitlines()[-1]}: {first}")
        left += 1
        continue
    if done.returncode or done.stdout.strip() != want:
        sys.exit(f"{language}: {code}printed {done.stdout!r}, want {want!r}\n{done.stderr}")
    run += 1
print(f"{run} snippets of the README print what they say, {left} left out")
