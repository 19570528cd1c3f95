package controllers

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
)

const (
	// qrPixels is large enough for a phone's camera at arm's length.
	qrPixels = 512
	// qrMargin is the white border without which cameras do not find a code.
	qrMargin = 40
)

// drawQR draws a code as a PNG.
func drawQR(text string) ([]byte, error) {
	code, err := qr.Encode(text, qr.L, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("encode the QR: %w", err)
	}
	if code, err = barcode.Scale(code, qrPixels-2*qrMargin, qrPixels-2*qrMargin); err != nil {
		return nil, fmt.Errorf("scale the QR: %w", err)
	}
	picture := image.NewGray(image.Rect(0, 0, qrPixels, qrPixels))
	draw.Draw(picture, picture.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(picture, code.Bounds().Add(image.Pt(qrMargin, qrMargin)), code, image.Point{}, draw.Src)
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		return nil, fmt.Errorf("draw the QR: %w", err)
	}
	return out.Bytes(), nil
}
