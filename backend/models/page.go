package models

import "github.com/google/uuid"

// Page says which part of a list is wanted. At most one of Before, After and Around is set.
type Page struct {
	Limit  int
	Offset int
	Before uuid.UUID // messages older than this one
	After  uuid.UUID // messages newer than this one
	Around uuid.UUID // this message with its neighbours
}
