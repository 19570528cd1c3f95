package media

import (
	"bufio"
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"

	"github.com/conectafy/conectafy/backend/models"
)

const (
	// ThumbnailSize is the longer side of a thumbnail in pixels.
	ThumbnailSize    = 320
	thumbnailQuality = 75
	// maxPicture bounds the memory in which a picture is decoded. A few kilobytes can claim to be gigapixels.
	maxPicture = 128 << 20
	// stickerSize is the one size of WhatsApp's stickers, which are always WebP.
	stickerSize = 512
)

// codec reads one format of pictures.
type codec struct {
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

func codecOf(mimeType string) codec {
	switch mimeType {
	case "image/jpeg":
		return codec{jpeg.DecodeConfig, jpeg.Decode}
	case "image/png":
		return codec{png.DecodeConfig, png.Decode}
	case "image/gif":
		return codec{gif.DecodeConfig, gif.Decode} // the first frame
	}
	return codec{webp.DecodeConfig, webp.Decode}
}

func probeImage(r io.ReadSeeker, _ int64, info *Info) error {
	codec := codecOf(info.MimeType)
	config, err := codec.config(bufio.NewReader(r))
	if err != nil {
		return fmt.Errorf("%w: %w", errUnreadable, err)
	}
	header := jpegHeader{orientation: upright}
	if info.MimeType == "image/jpeg" {
		header = readJPEGHeader(r)
	}
	info.Kind = models.TypeImage
	if info.MimeType == "image/webp" && config.Width == stickerSize && config.Height == stickerSize {
		info.Kind = models.TypeSticker
	}
	info.Width, info.Height = config.Width, config.Height
	if header.orientation.lies() {
		info.Width, info.Height = config.Height, config.Width
	}
	if config.Width <= 0 || config.Height <= 0 || pictureSize(config, header.progressive) > maxPicture {
		return nil
	}
	if err := rewind(r); err != nil {
		return err
	}
	picture, err := codec.decode(bufio.NewReader(r))
	if err != nil {
		// The header was good, so it is a picture: a cut one, or an animated WebP, of which only the header is understood.
		return nil
	}
	info.Thumbnail, err = thumbnail(picture, header.orientation)
	return err
}

// pictureSize is about how much memory decoding takes.
func pictureSize(config image.Config, progressive bool) int64 {
	pixels, each := int64(config.Width)*int64(config.Height), int64(4)
	switch config.ColorModel {
	case color.GrayModel:
		each = 1
	case color.YCbCrModel:
		each = 3
	case color.RGBA64Model, color.NRGBA64Model:
		each = 8
	}
	if progressive {
		each = 8 // all coefficients are held until the last scan
	}
	return pixels * each
}

// thumbnail makes a small JPEG of a picture, upright and on white.
func thumbnail(picture image.Image, turn orientation) ([]byte, error) {
	width, height := fit(picture.Bounds().Dx(), picture.Bounds().Dy(), ThumbnailSize)
	// The good scaler needs memory and time in proportion to what it reads; a quick one brings large pictures near first.
	if coarse := 4 * ThumbnailSize; max(picture.Bounds().Dx(), picture.Bounds().Dy()) > 2*coarse {
		w, h := fit(picture.Bounds().Dx(), picture.Bounds().Dy(), coarse)
		picture = scale(draw.ApproxBiLinear, picture, w, h)
	}
	small := turn.apply(scale(draw.BiLinear, picture, width, height))
	var out bytes.Buffer
	if err := jpeg.Encode(&out, small, &jpeg.Options{Quality: thumbnailQuality}); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func scale(scaler draw.Scaler, picture image.Image, width, height int) *image.RGBA {
	scaled := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(scaled, scaled.Bounds(), image.White, image.Point{}, draw.Src)
	scaler.Scale(scaled, scaled.Bounds(), picture, picture.Bounds(), draw.Over, nil)
	return scaled
}

// fit shrinks a size in proportion so that neither side is longer than most.
func fit(width, height, most int) (int, int) {
	longer := max(width, height)
	if longer <= most {
		return width, height
	}
	return max(1, width*most/longer), max(1, height*most/longer)
}
