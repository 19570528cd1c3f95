package controllers

import (
	"bytes"
	"image/png"
	"strings"
	"testing"
)

func TestDrawQR(t *testing.T) {
	t.Parallel()
	content, err := drawQR("2@" + strings.Repeat("aB3+/=,", 34))
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size.X != qrPixels || size.Y != qrPixels {
		t.Errorf("got %v, want %d by %d", size, qrPixels, qrPixels)
	}
	if r, _, _, _ := picture.At(qrMargin/2, qrPixels/2).RGBA(); r != 0xffff {
		t.Error("the border is not white")
	}
	if _, err := drawQR(strings.Repeat("x", 4000)); err == nil {
		t.Error("a text that no QR can hold was drawn")
	}
}
