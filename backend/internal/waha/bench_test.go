package waha

import (
	"testing"

	"github.com/google/uuid"
)

// The live path: most webhooks are plain texts and their receipts.
func BenchmarkDecode(b *testing.B) {
	for _, name := range []string{"wh-message-text-GOWS", "wh-message-text-NOWEB", "wh-message-text-WEBJS", "wh-message.ack-READ"} {
		body := payload(b, name)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if event := Decode(uuid.Nil, body, arrival); event.Unprocessed != nil {
					b.Fatal(event.Unprocessed.Reason)
				}
			}
		})
	}
}
