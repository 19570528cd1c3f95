package apperr

// The answers of the API. Codes are a public contract: they may be added, never renamed.
var (
	ValidationFailed      = define(Invalid, "validation_failed")
	MalformedJSON         = define(Invalid, "malformed_json")
	MalformedForm         = define(Invalid, "malformed_form")
	CursorInvalid         = define(Invalid, "cursor_invalid")
	TokenMissing          = define(Unauthorized, "token_missing")
	TokenInvalid          = define(Unauthorized, "token_invalid")
	TokenExpired          = define(Unauthorized, "token_expired")
	LoginEnded            = define(Unauthorized, "login_ended")
	SignatureInvalid      = define(Unauthorized, "signature_invalid")
	AccessDenied          = define(Forbidden, "access_denied")
	RouteNotFound         = define(NotFound, "route_not_found")
	SessionNotFound       = define(NotFound, "session_not_found")
	ChatNotFound          = define(NotFound, "chat_not_found")
	MessageNotFound       = define(NotFound, "message_not_found")
	MediaNotFound         = define(NotFound, "media_not_found")
	LinkInvalid           = define(NotFound, "link_invalid")
	ContainerUnknown      = define(NotFound, "container_unknown")
	MethodDenied          = define(MethodNotAllowed, "method_not_allowed")
	SessionLimitReached   = define(Conflict, "session_limit_reached")
	SessionNotConnected   = define(Conflict, "session_not_connected")
	SessionNotRunning     = define(Conflict, "session_not_running")
	SessionConnected      = define(Conflict, "session_already_connected")
	QRNotReady            = define(Conflict, "qr_not_ready")
	InitialsTaken         = define(Conflict, "initials_taken")
	ImportRunning         = define(Conflict, "import_running")
	IdempotencyKeyReused  = define(Conflict, "idempotency_key_reused")
	MessageNotOut         = define(Conflict, "message_not_on_its_way")
	MessageNotFailed      = define(Conflict, "message_not_failed")
	MessageNotSent        = define(Conflict, "message_not_sent")
	MessageNotOwn         = define(Conflict, "message_not_own")
	CallOver              = define(Conflict, "call_over")
	MessageRevoked        = define(Conflict, "message_deleted")
	MediaNotReady         = define(Conflict, "media_not_ready")
	CursorExpired         = define(Gone, "cursor_expired")
	LinkExpired           = define(Gone, "link_expired")
	BodyTooLarge          = define(TooLarge, "body_too_large")
	FileTooLarge          = define(TooLarge, "file_too_large")
	ContentTypeUnknown    = define(UnsupportedMedia, "content_type_unsupported")
	MediaUnfit            = define(Unprocessable, "media_unfit")
	MediaURLForbidden     = define(Unprocessable, "media_url_forbidden")
	MediaURLFailed        = define(Unprocessable, "media_url_failed")
	NotOnWhatsApp         = define(Unprocessable, "not_on_whatsapp")
	NotSupported          = define(Unprocessable, "not_supported_by_engine")
	PairingRefused        = define(Unprocessable, "pairing_code_refused")
	TooManyStreams        = define(TooMany, "too_many_streams")
	InternalError         = define(Internal, "internal_error")
	SendFailed            = define(BadGateway, "send_failed")
	WAHARefused           = define(BadGateway, "waha_error")
	WAHAUnavailable       = define(Unavailable, "waha_unavailable")
	RuntimeUnavailable    = define(Unavailable, "container_engine_unavailable")
	MediaStoreUnavailable = define(Unavailable, "media_store_unavailable")
	DatabaseUnavailable   = define(Unavailable, "database_unavailable")
	IdentityUnavailable   = define(Unavailable, "identity_unavailable")
	Overloaded            = define(Unavailable, "overloaded")
	NotReady              = define(Unavailable, "not_ready")
	WAHATimeout           = define(Timeout, "waha_timeout")
	RuntimeTimeout        = define(Timeout, "container_engine_timeout")
	DatabaseTimeout       = define(Timeout, "database_timeout")
)

// Codes lists every answer, so that a test can hold the texts and the documentation to it.
func Codes() []*Error {
	return []*Error{
		ValidationFailed, MalformedJSON, MalformedForm, CursorInvalid, TokenMissing, TokenInvalid, TokenExpired, LoginEnded,
		SignatureInvalid, AccessDenied, RouteNotFound, SessionNotFound, ChatNotFound, MessageNotFound, MediaNotFound, LinkInvalid,
		ContainerUnknown,
		MethodDenied, SessionLimitReached, SessionNotConnected, SessionNotRunning, SessionConnected, QRNotReady,
		InitialsTaken, ImportRunning, IdempotencyKeyReused, MessageNotOut, MessageNotFailed, MessageNotSent, MessageNotOwn, CallOver,
		MessageRevoked, MediaNotReady, CursorExpired, LinkExpired, BodyTooLarge,
		FileTooLarge, ContentTypeUnknown, MediaUnfit, MediaURLForbidden, MediaURLFailed, NotOnWhatsApp, NotSupported, PairingRefused,
		TooManyStreams, InternalError, SendFailed, WAHARefused, WAHAUnavailable, RuntimeUnavailable,
		MediaStoreUnavailable, DatabaseUnavailable, IdentityUnavailable, Overloaded, NotReady, WAHATimeout, RuntimeTimeout, DatabaseTimeout,
	}
}
