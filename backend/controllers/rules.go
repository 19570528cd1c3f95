package controllers

import (
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-playground/validator/v10"

	"github.com/conectafy/conectafy/backend/apperr"
	"github.com/conectafy/conectafy/backend/models"
)

// newRules returns a validator that reads gin's "binding" tags, names fields as JSON does and knows our own rules. It is
// not gin's, which is one for the whole process and would have to be changed for everybody.
func newRules() *validator.Validate {
	rules := validator.New(validator.WithRequiredStructEnabled())
	rules.SetTagName("binding")
	rules.RegisterTagNameFunc(func(f reflect.StructField) string {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		return name
	})
	for name, rule := range map[string]func(string) bool{
		"not_blank": func(s string) bool { return strings.TrimSpace(s) != "" },
		"one_line":  func(s string) bool { return !strings.ContainsFunc(s, unicode.IsControl) },
		"no_nul":    func(s string) bool { return !strings.ContainsRune(s, 0) },
		"phone":     func(s string) bool { _, err := models.ParsePhone(s); return err == nil },
		"recipient": isRecipient,
		"initials":  isInitials,
	} {
		check := func(field validator.FieldLevel) bool { return rule(field.Field().String()) }
		if err := rules.RegisterValidation(name, check); err != nil {
			panic(err) // only an empty name or a missing function is refused
		}
	}
	return rules
}

// isRecipient accepts whom a message can be sent to: a phone number or the full id of a conversation.
func isRecipient(s string) bool {
	chat, err := models.ParseChatID(s)
	return err == nil && chat.IsConversation()
}

// isInitials accepts one or two letters or digits.
func isInitials(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 1 && n <= 2 && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// toField names the rule as the documentation does.
func toField(e validator.FieldError) apperr.Field {
	field := apperr.Field{Name: e.Field(), Rule: e.Tag(), Param: e.Param()}
	switch e.Tag() {
	case "not_blank", "required_without", "required_without_all":
		field.Rule, field.Param = "required", ""
	case "recipient":
		field.Rule = "phone"
	case "http_url":
		field.Rule = "url"
	case "max":
		field.Rule = "max_length"
		if e.Kind() == reflect.Slice {
			field.Rule = "max_items"
		}
	case "min":
		field.Rule = "min_items"
	case "oneof":
		field.Rule, field.Param = "one_of", strings.ReplaceAll(e.Param(), " ", ", ")
	}
	return field
}
