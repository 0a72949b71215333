package corpus
import ("testing";"strings";"time";"io";"runtime";"fmt")
func TestAdhoc(t *testing.T){
  rep := func(head, s string, n int) io.Reader { return io.MultiReader(strings.NewReader(head), io.LimitReader(&cyc{s:s}, int64(n))) }
  for _, c := range []struct{path,head,s string}{
    {"x.csv","date,text,title\n1,\"a", "xxxx,yyy\n"},
    {"x.csv","date,text,title\n", "\"x\n"},
    {"x.csv","date,text,title\n", "1,\"x\n2,y,z\n"},
    {"x.csv","date,text,title\n", "1,\"x\"\"\n"},
    {"x.json","[{\"a\":\"", "xxxx"},
    {"x.json","[", "{\"a\":"},
    {"x.json","", "[{\"a\":\"\\\""},
    {"x.jsonl","", "{\"a\":\"xxxx\\n"},
    {"x.json","", "{"},
    {"x.json","{\"a\":", "["},
    {"x.csv","date,text,title\n", "\""},
    {"x.csv","", ","},
    {"20190512.txt","", "aaa\n"},
  } {
    var m runtime.MemStats; var peak uint64
    start := time.Now(); nd,np:=0,0; var p1 error
    var a Account
    for d, err := range DecodeAny(rep(c.head,c.s,200<<20), c.path, DecodeOptions{Account:&a}) { if d!=nil {nd++}; if err!=nil {np++; p1=err}
       if (nd+np)%1000==1 { runtime.ReadMemStats(&m); peak=max(peak,m.HeapSys) } }
    runtime.ReadMemStats(&m); peak=max(peak,m.HeapSys)
    s:=fmt.Sprint(p1); if len(s)>150 {s=s[:150]}
    t.Logf("%s %q: %v docs %d problems %d heapsys %d MB %s %v", c.path,c.s, time.Since(start), nd,np,peak>>20, s, a.Text==a.Documents+a.Problems+a.Separators)
  }
}
type cyc struct{s string; i int}
func (c *cyc) Read(b []byte)(int,error){ for k:=range b { b[k]=c.s[c.i]; c.i++; if c.i==len(c.s){c.i=0} }; return len(b),nil }
