package store

const fileMagic = "TIFAFILE"

type fileRef struct {
	Name string `json:"name"`
	Size int64  `json:"size"`
	Sum  uint32 `json:"sum"`
}
type About struct{}
