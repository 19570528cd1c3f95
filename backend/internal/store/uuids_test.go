package store_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/conectafy/conectafy/backend/internal/store"
)

// An id that goes through its text is made twice, and a page of a chat has two hundred.
func TestIDsAreReadAsBytes(t *testing.T) { //nolint:paralleltest // it counts allocations
	types := pgtype.NewMap()
	store.RegisterTypes(types)
	want := uuid.New()
	var got uuid.UUID
	plan := types.PlanScan(pgtype.UUIDOID, pgtype.BinaryFormatCode, &got)
	made := testing.AllocsPerRun(10, func() {
		if err := plan.Scan(want[:], &got); err != nil {
			t.Fatal(err)
		}
	})
	if got != want || made != 0 {
		t.Errorf("got %s with %.0f allocations, want %s with none", got, made, want)
	}
	if err := plan.Scan(nil, &got); err == nil {
		t.Error("NULL was read as an id")
	}
	var maybe *uuid.UUID
	for _, src := range [][]byte{want[:], nil} {
		if err := types.Scan(pgtype.UUIDOID, pgtype.BinaryFormatCode, src, &maybe); err != nil {
			t.Fatal(err)
		}
		if (maybe == nil) != (src == nil) || maybe != nil && *maybe != want {
			t.Errorf("%v was read as %v", src, maybe)
		}
	}
	var text string
	if err := types.Scan(pgtype.UUIDOID, pgtype.TextFormatCode, []byte(want.String()), &got); err != nil || got != want {
		t.Errorf("its text was read as %s, %v", got, err)
	}
	if err := types.Scan(pgtype.UUIDOID, pgtype.BinaryFormatCode, want[:], &text); err != nil || text != want.String() {
		t.Errorf("it was read as the text %s, %v", text, err)
	}
}
