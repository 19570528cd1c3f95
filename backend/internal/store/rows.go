package store

import (
	"context"
	"reflect"

	"github.com/jackc/pgx/v5"

	"github.com/conectafy/conectafy/backend/internal/store/sqlc"
)

// rowByRow is a sqlc.DBTX for a :many query. It reads every row into the same place and calls do after each, and leaves none for
// sqlc, whose growing list of them was most of what a page of a chat allocated here.
type rowByRow struct {
	sqlc.DBTX
	into []any
	do   func() error
}

func (r rowByRow) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	rows, err := r.DBTX.Query(ctx, sql, args...)
	if err != nil {
		return nil, err
	}
	_, err = pgx.ForEachRow(rows, r.into, r.do)
	return rows, err
}

// columnsOf lists where the columns of a row go: a field each, in the order that sqlc gives them.
func columnsOf(row any) []any {
	fields := reflect.ValueOf(row).Elem()
	columns := make([]any, fields.NumField())
	for i := range columns {
		columns[i] = fields.Field(i).Addr().Interface()
	}
	return columns
}
