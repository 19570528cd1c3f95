package waha

import (
	"context"
	"net/http"
	"net/url"

	"github.com/conectafy/conectafy/backend/models"
)

// Number is what WhatsApp knows of a phone number.
type Number struct {
	Exists bool
	ChatID models.ChatID // the chat to write to, which may be a hidden id
	Phone  string        // as WhatsApp spells it: Brazil's ninth digit, Mexico's 1 and Argentina's 9 may differ
}

// CheckNumber asks whether a phone number is on WhatsApp.
func (c *Client) CheckNumber(ctx context.Context, t Target, phone string) (Number, error) {
	var answer struct {
		Exists bool   `json:"numberExists"`
		ChatID string `json:"chatId"`
		Phone  string `json:"pn"`
	}
	query := url.Values{"phone": {phone}, "session": {SessionName}}
	err := c.call(ctx, t, http.MethodGet, "/api/contacts/check-exists?"+query.Encode(), nil, &answer)
	if err != nil || !answer.Exists {
		return Number{}, err
	}
	number := Number{Exists: true, ChatID: person(answer.ChatID), Phone: person(answer.Phone).Phone()}
	if number.ChatID == "" {
		number.ChatID = person(answer.Phone)
	}
	if number.Phone == "" {
		number.Phone = number.ChatID.Phone()
	}
	if number.ChatID == "" {
		return Number{}, ErrEngine // it exists, and nobody says where
	}
	return number, nil
}

type twinsAnswer struct {
	LID   string `json:"lid"`
	Phone string `json:"pn"`
}

func (a twinsAnswer) twins() (models.Twins, bool) {
	twins := models.Twins{LID: person(a.LID), Phone: person(a.Phone)}
	return twins, twins.LID != "" && twins.Phone.Phone() != ""
}

// Twins reads one page of the people of whom WAHA knows the hidden id and the phone number. More says whether there was
// anything on the page: then the next one, limit further, may have more.
func (c *Client) Twins(ctx context.Context, t Target, limit, offset int) (twins []models.Twins, more bool, err error) {
	var rows []twinsAnswer
	if err := c.call(ctx, t, http.MethodGet, sessionPath("lids")+"?"+page(limit, offset).Encode(), nil, &rows); err != nil {
		return nil, false, err
	}
	for _, row := range rows {
		if pair, known := row.twins(); known {
			twins = append(twins, pair)
		}
	}
	return twins, len(rows) > 0, nil
}

// Twin looks up both addresses of one person by either. ErrNotFound means that WAHA knows only the one.
func (c *Client) Twin(ctx context.Context, t Target, address models.ChatID) (models.Twins, error) {
	path := sessionPath("lids", string(address))
	if phone := address.Phone(); phone != "" {
		path = sessionPath("lids", "pn", phone)
	}
	var answer twinsAnswer
	if err := c.call(ctx, t, http.MethodGet, path, nil, &answer); err != nil {
		return models.Twins{}, err
	}
	twins, known := answer.twins()
	if !known {
		return models.Twins{}, ErrNotFound
	}
	return twins, nil
}
