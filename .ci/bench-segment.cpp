// Cuts the lines of a text with cppjieba, without its HMM: bench-segment DICT FILE.
// Prints the seconds that took and the tokens, as bench-segment.go does.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "cppjieba/MPSegment.hpp"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  cppjieba::MPSegment jieba(argv[1]);
  std::ifstream file(argv[2]);
  std::vector<std::string> lines, words;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  size_t tokens = 0;
  auto begin = std::chrono::steady_clock::now();
  for (const auto& line : lines) {
    words.clear();
    jieba.Cut(line, words);
    tokens += words.size();
  }
  std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  std::printf("%.6f\t%zu\t", took.count(), tokens);
}
