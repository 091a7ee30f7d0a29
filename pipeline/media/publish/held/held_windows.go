package held

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// openElsewhere returns the error of the system if another program holds a file.
func openElsewhere(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	switch {
	case err == nil:
		return f.Close()
	case errors.Is(err, windows.ERROR_SHARING_VIOLATION), errors.Is(err, windows.ERROR_LOCK_VIOLATION):
		return err
	}
	return nil
}
