package docker

import (
	"context"
	"strconv"
	"time"

	"github.com/docker/docker/api/types/events"

	"github.com/conectafy/conectafy/backend/internal/runtime"
)

// kinds are the engine's events that mean something to us.
func kinds() map[events.Action]runtime.EventKind {
	return map[events.Action]runtime.EventKind{
		events.ActionStart:   runtime.EventStarted,
		events.ActionDie:     runtime.EventDied,
		events.ActionOOM:     runtime.EventOOM,
		events.ActionDestroy: runtime.EventRemoved,
	}
}

// subscription is the engine's stream of events.
type subscription struct {
	messages <-chan events.Message
	failed   <-chan error
}

// Watch subscribes before it returns, so that nothing between Watch and a List that follows is missed.
func (r *Runtime) Watch(ctx context.Context) (<-chan runtime.Event, <-chan error) {
	filter := labelFilter(labels(r.cfg, ""))
	filter.Add("type", string(events.ContainerEventType))
	for action := range kinds() {
		filter.Add("event", string(action))
	}
	sub, cancel, err := stream(ctx, r.cfg.CallTimeout, func(ctx context.Context) (subscription, error) {
		messages, failed := r.engine.Events(ctx, events.ListOptions{Filters: filter})
		return subscription{messages, failed}, ctx.Err()
	})
	seen, errs := make(chan runtime.Event), make(chan error, 1)
	go func() {
		defer close(errs)
		defer close(seen)
		defer cancel()
		if err == nil {
			err = forward(ctx, sub, seen)
		}
		if ctx.Err() == nil {
			errs <- explain("watch", "containers", err)
		}
	}()
	return seen, errs
}

func forward(ctx context.Context, from subscription, to chan<- runtime.Event) error {
	for {
		select {
		case message := <-from.messages:
			select {
			case to <- toEvent(message):
			case <-ctx.Done():
				return ctx.Err()
			}
		case err := <-from.failed:
			return err
		}
	}
}

func toEvent(m events.Message) runtime.Event {
	code, err := strconv.Atoi(m.Actor.Attributes["exitCode"])
	if err != nil { // only "die" has one
		code = 0
	}
	return runtime.Event{
		Kind:      kinds()[m.Action],
		Name:      m.Actor.Attributes["name"],
		SessionID: m.Actor.Attributes[labelSession],
		ExitCode:  code,
		At:        time.Unix(0, m.TimeNano),
	}
}
