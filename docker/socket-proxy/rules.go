package main

import (
	"context"
	"net/url"
	"regexp"
	"slices"
)

// call is what the engine will be asked. It is made of what a rule has read, and never a copy of the caller's request.
type call struct {
	method string
	path   string // with the version of the API in front, if the caller named one
	query  url.Values
	body   []byte
}

// rule lets one kind of call through.
type rule struct {
	methods []string
	path    *regexp.Regexp // of the whole path, without the version; a group is the container or the volume that is meant
	query   []string       // the parameters it may have, each once
	body    bool           // a body is expected, else none may come: engines of old took orders for the host with a start
	// check refuses or changes the call; ref is the group's text.
	check func(ctx context.Context, ref string, c *call) error
}

// The alphabet of names and ids has no slash, no percent sign and no dot in front, so that no path has a second reading.
const reference = `([A-Za-z0-9][A-Za-z0-9_.-]*)`

// rules is everything that the backend asks of the engine. Any other call is refused.
func (p *proxy) rules() []rule {
	return []rule{
		{methods: []string{"GET", "HEAD"}, path: exactly(`/_ping`)},
		{methods: []string{"GET"}, path: exactly(`/version`)},
		{methods: []string{"GET"}, path: exactly(`/events`), query: []string{"filters"}, check: onlyOwnEvents},

		{methods: []string{"GET"}, path: exactly(`/containers/json`), query: []string{"all", "filters"}, check: onlyOwnContainers},
		{methods: []string{"POST"}, path: exactly(`/containers/create`), query: []string{"name"}, body: true, check: p.create},
		p.container("GET", "/json"),
		p.container("GET", "/logs", "stdout", "stderr", "follow", "tail"),
		p.container("GET", "/stats", "stream"),
		p.container("POST", "/start"),
		p.container("POST", "/stop", "t"),
		p.container("POST", "/unpause"),
		p.container("POST", "/wait", "condition"),
		p.container("DELETE", "", "force", "v"),

		{methods: []string{"GET", "DELETE"}, path: exactly(`/volumes/` + reference), check: p.volume},
		{methods: []string{"GET"}, path: exactly(`/networks`), query: []string{"filters"}, check: p.onlyOwnNetwork},
		{methods: []string{"GET"}, path: exactly(`/images/` + regexp.QuoteMeta(p.cfg.image) + `/json`)},
		{methods: []string{"POST"}, path: exactly(`/images/create`), query: []string{"fromImage", "tag"}, check: p.pull},
	}
}

func exactly(path string) *regexp.Regexp { return regexp.MustCompile(`^` + path + `$`) }

// container is the rule for a call about one container of the backend's.
func (p *proxy) container(method, action string, query ...string) rule {
	return rule{
		methods: []string{method}, path: exactly(`/containers/` + reference + action), query: query,
		check: func(ctx context.Context, ref string, c *call) error {
			id, err := p.ownContainer(ctx, ref)
			c.path = "/containers/" + id + action
			return err
		},
	}
}

func (p *proxy) create(_ context.Context, _ string, c *call) (err error) {
	c.body, err = checkCreate(p.cfg, c.query.Get("name"), c.body)
	return err
}

func (p *proxy) volume(ctx context.Context, ref string, _ *call) error { return p.ownVolume(ctx, ref) }

// pull takes the names that Docker's library makes of WAHA_IMAGE, in full or short.
func (p *proxy) pull(_ context.Context, _ string, c *call) error {
	name, tag := pullName(p.cfg.image)
	from := c.query.Get("fromImage")
	split := (from == name || from == fullName(name)) && c.query.Get("tag") == tag
	if !split && (from != p.cfg.image || c.query.Get("tag") != "") {
		return refuse("images/create: the image must be WAHA_IMAGE")
	}
	c.query = url.Values{"fromImage": {fullName(name)}, "tag": {tag}}
	return nil
}

func onlyOwnContainers(_ context.Context, _ string, c *call) error { return narrow(c, "label") }

func onlyOwnEvents(_ context.Context, _ string, c *call) error {
	return narrow(c, "label", "type", "event")
}

// narrow lets a list have only what the backend made. The filters of other kinds are refused, for want of a use.
func narrow(c *call, kinds ...string) error {
	chosen, err := parseFilter(c.query.Get("filters"))
	if err != nil {
		return err
	}
	if !onlyKeys(chosen, kinds...) {
		return refuse("filters: a kind of filter that the backend doesn't use")
	}
	chosen.require(labelManaged + "=true")
	c.query.Set("filters", chosen.String())
	return nil
}

// onlyOwnNetwork shows nothing of other networks.
func (p *proxy) onlyOwnNetwork(_ context.Context, _ string, c *call) error {
	c.query.Set("filters", filter{"name": {p.cfg.network: true}}.String())
	return nil
}

// find gives the rule for a call, and what its path refers to.
func find(rules []rule, method, path string) (found rule, ref string, err error) {
	for _, candidate := range rules {
		match := candidate.path.FindStringSubmatch(path)
		if match == nil || !slices.Contains(candidate.methods, method) {
			continue
		}
		if len(match) > 1 {
			ref = match[1]
		}
		return candidate, ref, nil
	}
	return rule{}, "", refuse("no rule lets this method and path through")
}

// parameters reads a query of which every parameter is known and comes once.
func parameters(raw string, known []string) (url.Values, error) {
	query, err := url.ParseQuery(raw)
	if err != nil {
		return nil, refuse("the query can't be read")
	}
	for key, values := range query {
		if !slices.Contains(known, key) {
			return nil, refuse("the query has a parameter that the backend doesn't use")
		}
		if len(values) != 1 {
			return nil, refuse("the query has a parameter twice")
		}
	}
	return query, nil
}
