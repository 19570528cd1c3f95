package embedded

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
)

const (
	defaultPageSize = 50
	maxPageSize     = 1000
)

const listUsers = `where ($1 = '' or email like $1 or raw_user_meta_data ->> 'full_name' ilike $1)
	order by created_at desc, id limit $2 offset $3`

func (s *Server) adminListUsers(w http.ResponseWriter, r *http.Request) error {
	page, err := positive(r, "page", 1)
	if err != nil {
		return err
	}
	size, err := positive(r, "per_page", defaultPageSize)
	if err != nil {
		return err
	}
	size = min(size, maxPageSize)
	pattern := likePattern(r.URL.Query().Get("filter"))

	var total int
	err = s.pool.QueryRow(r.Context(), `
		select count(*) from auth.users
		 where ($1 = '' or email like $1 or raw_user_meta_data ->> 'full_name' ilike $1)`, pattern).Scan(&total)
	if err != nil {
		return fmt.Errorf("count users: %w", err)
	}
	rows, err := s.pool.Query(r.Context(), selectUser+listUsers, pattern, size, (page-1)*size)
	if err != nil {
		return fmt.Errorf("list users: %w", err)
	}
	found, err := pgx.CollectRows(rows, scanUser)
	if err != nil {
		return fmt.Errorf("list users: %w", err)
	}
	views := make([]userView, len(found))
	for i, u := range found {
		views[i] = viewUser(u) // identities are null in lists
	}
	w.Header().Set("X-Total-Count", strconv.Itoa(total))
	w.Header().Set("Link", pageLinks(r.URL.Query(), page, max(1, (total+size-1)/size)))
	writeJSON(w, http.StatusOK, map[string]any{"users": views, "aud": roleUser})
	return nil
}

// pageLinks are relative to the server's own root, as in the protocol.
func pageLinks(query url.Values, page, last int) string {
	link := func(page int, rel string) string {
		query.Set("page", strconv.Itoa(page))
		return fmt.Sprintf(`</admin/users?%s>; rel="%s"`, query.Encode(), rel)
	}
	if page < last {
		return link(page+1, "next") + ", " + link(last, "last")
	}
	return link(last, "last")
}

// positive reads a number from the query; supabase-js sends the name with an empty value when it has none.
func positive(r *http.Request, name string, otherwise int) (int, error) {
	text := r.URL.Query().Get(name)
	if text == "" {
		return otherwise, nil
	}
	number, err := strconv.ParseInt(text, 10, 32)
	if err != nil || number < 1 {
		return 0, invalid("Bad Pagination Parameters: " + name)
	}
	return int(number), nil
}

// likePattern finds a text anywhere; what it contains means nothing but itself.
func likePattern(text string) string {
	if text == "" {
		return ""
	}
	escaped := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(strings.ToLower(storable(text)))
	return "%" + escaped + "%"
}
