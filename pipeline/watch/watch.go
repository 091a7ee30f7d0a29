// Package watch shows the site of the outputs and, where that is wished, publishes
// anew whenever what it is made from changes. It believes that a reader should see
// what the office has just typed without asking.
package watch

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"time"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/shown"
	"depository.example/depository/pipeline/tell/wording"
)

// look is how often files are looked at.
const look = time.Second

// Serve shows the site on the loopback at a port, 0 any, until the context ends. ready
// is told the address. With again, it publishes first and whenever something changes;
// told is what came of it, nil: all is well.
func Serve(ctx context.Context, opts pipeline.Options, port int, again bool, ready func(address string), told func(*pipeline.Summary, error)) error {
	var make atomic.Int64
	if again {
		summary, err := pipeline.Run(opts, nil)
		told(summary, err)
	}
	folder := filepath.Join(opts.Outputs, pipeline.SiteFolder)
	root, err := os.OpenRoot(folder)
	if err != nil {
		return wording.Fail("serve.nothing", "folder", folder)
	}
	defer root.Close()
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return wording.Fail("serve.port", "port", port)
	}
	handler := shown.Handler(root, nil)
	if again {
		handler = shown.Handler(root, make.Load)
		go follow(ctx, opts, &make, told)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	go func() {
		<-ctx.Done()
		_ = server.Close()
	}()
	ready("http://" + listener.Addr().String() + "/")
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// follow publishes anew once what is read has changed and is still for a look.
func follow(ctx context.Context, opts pipeline.Options, make *atomic.Int64, told func(*pipeline.Summary, error)) {
	published := state(opts)
	before := published
	for tick := time.NewTicker(look); ; {
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
		}
		now := state(opts)
		if now == before && now != published {
			published = now
			summary, err := pipeline.Run(opts, nil)
			told(summary, err)
			make.Add(1)
		}
		before = now
	}
}

// state is a sum of the names, sizes and times of everything that a run reads.
func state(opts pipeline.Options) uint64 {
	h := fnv.New64a()
	for _, place := range []string{opts.Inputs, opts.Layouts, opts.Method, opts.Places} {
		if place == "" {
			continue
		}
		_ = filepath.WalkDir(place, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil // gone, or not there: that is a state too
			}
			if info, err := d.Info(); err == nil {
				fmt.Fprintln(h, path, info.Size(), info.ModTime().UnixNano(), info.Mode())
			}
			return nil
		})
	}
	return h.Sum64()
}
