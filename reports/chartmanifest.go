package reports

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"encoding/xml"
)

var pngSignature = []byte("\x89PNG\r\n\x1a\n")

// ChartManifest returns the manifest in a chart that was written as SVG or PNG.
func ChartManifest(data []byte) (*Manifest, error) {
	text, err := svgManifest(data)
	if bytes.HasPrefix(data, pngSignature) {
		text, err = pngManifest(data)
	}
	if err != nil {
		return nil, err
	}
	m := new(Manifest)
	if err := json.Unmarshal(text, m); err != nil {
		return nil, err
	}
	return m, nil
}

// svgManifest returns what is in the element that is called tifa.
func svgManifest(data []byte) ([]byte, error) {
	var svg struct {
		XMLName  xml.Name `xml:"http://www.w3.org/2000/svg svg"`
		Metadata []struct {
			ID   string `xml:"id,attr"`
			Text string `xml:",chardata"`
		} `xml:"metadata"`
	}
	if err := xml.Unmarshal(data, &svg); err != nil {
		return nil, err
	}
	for _, m := range svg.Metadata {
		if m.ID == chartKeyword {
			return []byte(m.Text), nil
		}
	}
	return nil, ErrNoManifest
}

// pngManifest returns the text of the chunk with our keyword.
func pngManifest(data []byte) ([]byte, error) {
	if text, _ := cutPNG(data); text != nil {
		return text, nil
	}
	return nil, ErrNoManifest
}

// cutPNG returns the manifest in a PNG file, and the file without it. A chunk is
// the length of its body, four letters, the body and a checksum.
func cutPNG(data []byte) (text, rest []byte) {
	for at := len(pngSignature); at+12 <= len(data); {
		n := uint64(binary.BigEndian.Uint32(data[at:]))
		if n+12 > uint64(len(data)-at) {
			break
		}
		end := at + 12 + int(n)
		body, ours := bytes.CutPrefix(data[at+4:end-4], []byte("iTXt"+chartKeyword+"\x00\x00\x00\x00\x00"))
		if ours {
			return body, append(data[:at:at], data[end:]...)
		}
		at = end
	}
	return nil, data
}
