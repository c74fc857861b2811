// The net/http client: METHOD URL HEADERS-JSON BODY.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"strings"
)

func main() {
	if os.Args[1] == "version" {
		fmt.Println(runtime.Version())
		return
	}
	var body io.Reader
	if os.Args[4] != "" {
		body = strings.NewReader(os.Args[4])
	}
	request, err := http.NewRequest(os.Args[1], os.Args[2], body)
	check(err)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	var headers [][2]string
	check(json.Unmarshal([]byte(os.Args[3]), &headers))
	for _, header := range headers {
		request.Header.Set(header[0], header[1])
	}
	answer, err := http.DefaultClient.Do(request)
	check(err)
	_, err = io.Copy(os.Stdout, answer.Body)
	check(err)
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
