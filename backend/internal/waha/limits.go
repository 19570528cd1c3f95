package waha

// What is kept of the texts and lists of a message, in bytes and items. WhatsApp's own limits are below them.
const (
	maxName        = 200       // names of people, chats and states
	maxMessageID   = 128       // a bare id; WhatsApp's own have at most 32 characters
	maxReason      = 500       // why a webhook was not understood
	maxBody        = 256 << 10 // 65,536 characters; PostgreSQL indexes no text of a megabyte
	maxTitle       = 400       // subjects, questions and options: 100 characters on WhatsApp
	maxDescription = 8 << 10
	maxURL         = 4 << 10 // a signed link to S3 is a long one
	maxFilename    = 255
	maxEmoji       = 64
	maxCard        = 64 << 10
	maxWaveform    = 256 // samples

	maxMentions     = 1000
	maxOptions      = 64
	maxCards        = 100
	maxPhones       = 20 // of one card
	maxParticipants = 5000
	maxWrappers     = 8 // contents packed into each other
)
