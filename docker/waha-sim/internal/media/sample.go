package media

import (
	"bytes"
	"encoding/base64"
	"hash/fnv"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"github.com/conectafy/conectafy/docker/waha-sim/internal/history"
)

// Sample is a small file for a message that was asked for without one.
type Sample struct {
	Data     []byte
	Mimetype string
	Filename string
	Seconds  int
}

const (
	sampleSeconds = 7
	smallestWebP  = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="
	smallestPDF   = "%PDF-1.1\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)

// SampleOf makes a file of the kind. Films and music are only the head of such files, which no player plays.
func SampleOf(kind history.Kind) Sample {
	switch kind {
	case history.Video:
		return Sample{Data: []byte("\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp42\x00\x00\x00\x08free"), Mimetype: "video/mp4", Seconds: 12}
	case history.Voice:
		return Sample{Data: Silence(sampleSeconds), Mimetype: VoiceType, Seconds: sampleSeconds}
	case history.Audio:
		return Sample{Data: []byte("\x00\x00\x00\x18ftypM4A \x00\x00\x02\x00isomM4A \x00\x00\x00\x08free"), Mimetype: "audio/mp4", Seconds: 95}
	case history.Document:
		return Sample{Data: []byte(smallestPDF), Mimetype: "application/pdf", Filename: "contrato nº 1.pdf"}
	case history.Sticker:
		data, _ := base64.StdEncoding.DecodeString(smallestWebP)
		return Sample{Data: data, Mimetype: "image/webp"}
	}
	var out bytes.Buffer
	_ = jpeg.Encode(&out, plain("sample", 96, 72), nil) // a buffer takes everything
	return Sample{Data: out.Bytes(), Mimetype: "image/jpeg"}
}

// Picture is the PNG that stands for a person's or group's picture: a colour made from the id.
func Picture(id string) []byte {
	var out bytes.Buffer
	_ = png.Encode(&out, plain(id, 96, 96)) // a buffer takes everything
	return out.Bytes()
}

func plain(seed string, width, height int) image.Image {
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(seed))
	sum := hash.Sum32()
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	tint := color.RGBA{R: byte(sum), G: byte(sum >> 8), B: byte(sum >> 16), A: 255}
	draw.Draw(picture, picture.Bounds(), &image.Uniform{C: tint}, image.Point{}, draw.Src)
	return picture
}
