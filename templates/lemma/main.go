// Command lemma makes templates/lemma/uk_UA.gz, the dictionary of base forms that
// the program carries, from the spelling dictionary of Debian's package hunspell-uk:
//
//	apt-get download hunspell-uk=1:7.5.0-1
//	dpkg-deb -x hunspell-uk_*.deb hunspell-uk
//	go run ./templates/lemma hunspell-uk/usr/share/hunspell
//
// It believes in no file that is not the one it was written for: the SHA-256 of both
// is compared.
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"

	"depository.example/depository/pipeline/survey/lemma"
)

// sums are the SHA-256 of the files in hunspell-uk 1:7.5.0-1.
var sums = map[string]string{
	"uk_UA.aff": "af2b3cf5281fbb7cb936f638d03714b0da4a1abba386643c41e99b859c2781bf",
	"uk_UA.dic": "a81e4b955c0f1425f25fb5e5de0b34c5a01b93ec7637b20f6088f24bf9365b7a",
}

// note stands at the head of the text, as the licence asks.
const note = `Ukrainian spelling dictionary, from Debian's hunspell-uk 1:7.5.0-1 (uk_UA.aff, uk_UA.dic),
put in order and written so that each line leaves out what it shares with the one before.
Copyright 1999 Vladimir Yakovchuk, Oleg Podgurniy; 2001 Dmytro Kovalyov, Maksym Polyakov, Andriy Rysin;
2002 Valentyn Solomko, Volodymyr M. Lisivka; 2005 Eugeniy Meshcheryakov, Dmytro Kovalyov;
2005-2009 Andriy Rysin.
Licensed under GPL-2+ or LGPL-2.1+ or MPL-1.1; taken under the Mozilla Public License 1.1,
https://www.mozilla.org/MPL/1.1/. This is the source form: unpack it, or take the package.`

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "lemma: name the folder of uk_UA.aff and uk_UA.dic")
		os.Exit(1)
	}
	if err := pack(filepath.Join("templates", "lemma", "uk_UA.gz"), os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "lemma:", err)
		os.Exit(1)
	}
}

func pack(out, dir string) error {
	aff, err := read(dir, "uk_UA.aff")
	if err != nil {
		return err
	}
	dic, err := read(dir, "uk_UA.dic")
	if err != nil {
		return err
	}
	text, err := lemma.Pack(aff, dic, note)
	if err != nil {
		return err
	}
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err = w.Write(text); err == nil {
		err = w.Close()
	}
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d bytes, unpacked %d, SHA-256 of the text %x\n", out, packed.Len(), len(text), sha256.Sum256(text))
	return os.WriteFile(out, packed.Bytes(), 0o644)
}

// read reads one of the two files.
func read(dir, name string) ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	if sum := fmt.Sprintf("%x", sha256.Sum256(data)); sum != sums[name] {
		return nil, fmt.Errorf("%s has the SHA-256 %s; it is not the file of hunspell-uk 1:7.5.0-1", name, sum)
	}
	return data, nil
}
