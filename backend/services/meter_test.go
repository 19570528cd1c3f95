package services

import "time"

// noMeter counts nothing.
type noMeter struct{}

func (noMeter) Webhook(string, string) {}
func (noMeter) Sent(string)            {}
func (noMeter) Fetched(string)         {}
func (noMeter) FeedRead(time.Duration) {}
