package models

import "time"

// ChatFilter says which chats of a list are wanted.
type ChatFilter string

// The filters. All but the last leave archived chats out.
const (
	ChatsAll      ChatFilter = "all"
	ChatsUnread   ChatFilter = "unread"
	ChatsGroups   ChatFilter = "groups"
	ChatsArchived ChatFilter = "archived"
)

// ChatQuery says which part of a list of chats is wanted: pinned ones first, then the last activity.
type ChatQuery struct {
	Filter ChatFilter
	Text   string // a part of the name or of the number
	Limit  int
	Offset int
	Cursor string
}

// ChatList is a part of a list of chats. Next is where the rest begins, or empty.
type ChatList struct {
	Chats []Contact
	Next  string
}

// ChatChange is what the owner changes about a chat. Nil leaves a thing as it is.
type ChatChange struct {
	Archived     *bool
	Pinned       *bool
	MutedUntil   *time.Time // the zero time unmutes
	MarkedUnread *bool
	Draft        *string
}

// TextVersion is a text that a message had before it was edited.
type TextVersion struct {
	Body      string
	WrittenAt time.Time
}

// GalleryKind says which kind of content of a chat is wanted.
type GalleryKind string

// The kinds of a gallery. Empty means every file.
const (
	GalleryImage    GalleryKind = "image"
	GalleryVideo    GalleryKind = "video"
	GalleryAudio    GalleryKind = "audio"
	GalleryDocument GalleryKind = "document"
	GalleryLink     GalleryKind = "link"
)
