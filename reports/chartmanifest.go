package reports

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"encoding/xml"
	"errors"
)

// ErrNoManifest is the error for a chart that does not say where it came from.
var ErrNoManifest = errors.New("the chart holds no manifest")

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
	for data = data[len(pngSignature):]; len(data) >= 12; {
		n := uint64(binary.BigEndian.Uint32(data))
		if n+12 > uint64(len(data)) {
			break
		}
		body := data[8 : 8+n]
		if text, ok := bytes.CutPrefix(body, []byte(chartKeyword+"\x00\x00\x00\x00\x00")); ok && string(data[4:8]) == "iTXt" {
			return text, nil
		}
		data = data[12+n:]
	}
	return nil, ErrNoManifest
}
