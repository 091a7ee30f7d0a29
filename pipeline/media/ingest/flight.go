package ingest

import (
	"context"
	"runtime"
	"strconv"
	"sync"
	"unsafe"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// Any number of workbooks is read in bounded memory: the cells of those that are
// open at a time, and what is kept of those that have been read, stay below a bound
// each. Both are decided in the order of the files, so that the result does not
// depend on how many processors there are or which file is read first.
const (
	mostOpen = 256 << 20 // bytes of cells, as open.Weigh has them; a file that weighs more is read alone
	mostKept = 256 << 20 // bytes of the submissions and problems of all files
)

// A flight is the reading of several files at once.
type flight struct {
	files    []Source
	opts     Options
	progress func(done, total int, file string)
	results  []Result
	room     *semaphore.Weighted
	most     int64 // mostOpen
	mostKept int64

	landing sync.Mutex
	landed  *sync.Cond
	done    int // files whose results are kept or refused
	kept    int64
}

// readAll reads files on all processors; the results are in the order of the files.
func readAll(files []Source, opts Options, progress func(done, total int, file string)) []Result {
	return newFlight(files, opts, progress, mostOpen, mostKept).read()
}

func newFlight(files []Source, opts Options, progress func(done, total int, file string), open, kept int64) *flight {
	f := &flight{files: files, opts: opts.ready(), progress: progress, results: make([]Result, len(files)),
		room: semaphore.NewWeighted(open), most: open, mostKept: kept}
	f.landed = sync.NewCond(&f.landing)
	return f
}

// read reads the files on all processors. Each begins when there is room for it, in
// the order of the files.
func (f *flight) read() []Result {
	var readers errgroup.Group
	readers.SetLimit(runtime.GOMAXPROCS(0))
	for i, file := range f.files {
		weight := min(open.Weigh(file.Path, f.opts.Limits), f.most)
		if f.room.Acquire(context.Background(), weight) != nil {
			break // it fails with its context alone
		}
		readers.Go(func() error {
			defer f.room.Release(weight)
			f.land(i, f.readOne(file))
			return nil
		})
	}
	readers.Wait() // no reader fails
	return f.results
}

// land keeps a result after those of the files before it, or refuses it where
// all together would be too much.
func (f *flight) land(i int, r Result) {
	size := r.detach()
	f.landing.Lock()
	defer f.landing.Unlock()
	for f.done < i {
		f.landed.Wait()
	}
	if f.kept+size > f.mostKept {
		r = refused(r.Files[0], f.mostKept)
	} else {
		f.kept += size
	}
	f.results[i] = r
	f.done++
	f.landed.Broadcast()
	if f.progress != nil {
		f.progress(f.done, len(f.files), f.files[i].Name)
	}
}

// sizeOf returns the bytes that practices and answers take, without their texts.
func sizeOf(subs []survey.Submission) (size int64) {
	for i := range subs {
		for j := range subs[i].Practices {
			size += sizeOfPractice(len(subs[i].Practices[j].Answers))
		}
	}
	return size
}

func sizeOfPractice(answers int) int64 {
	return int64(unsafe.Sizeof(survey.Practice{})) + int64(answers)*int64(unsafe.Sizeof(survey.Answer{}))
}

// refused is the result of a file for whose answers there was no room.
func refused(file File, most int64) (r Result) {
	r.Files = []File{{Name: file.Name, SHA256: file.SHA256}}
	r.Problems.Add(cell.Error, "file-beyond-all", cell.Ref{File: file.Name}, "", "limit", strconv.FormatInt(most>>20, 10))
	return r
}

// detach makes every text that is kept a string of its own: a part of a longer one
// would keep the whole sheet in memory. It returns the bytes that are kept.
func (r *Result) detach() (size int64) {
	own := r.own
	if own == nil { // nobody has walked over it yet
		own = new(clean.Copies)
		own.Detach(r.Submissions)
		r.size = sizeOf(r.Submissions)
	}
	own.Counts = false
	size = r.size
	for i := range r.Submissions {
		size += int64(len(r.Submissions[i].Plan)) * int64(unsafe.Sizeof(survey.Task{}))
	}
	for i := range r.Contacts {
		c := &r.Contacts[i]
		own.Take(&c.Partner)
		for j := range c.Texts {
			own.Take(&c.Texts[j])
		}
	}
	for i := range r.persons {
		own.Take(&r.persons[i].Name)
	}
	for i := range r.Problems {
		p := &r.Problems[i]
		own.Take(&p.Read)
		for j := range p.Args {
			own.Take(&p.Args[j].Value)
		}
		size += int64(unsafe.Sizeof(*p)) + int64(len(p.Args))*int64(unsafe.Sizeof(cell.Arg{}))
	}
	r.own = nil
	return size + own.Size
}
