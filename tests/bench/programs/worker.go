// worker WORK - does one round of WORK for each line that it reads, ends it with a collection, and answers with a line.
package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime/debug"
)

var kept [][]byte
var table = map[int]string{}

func main() {
	work := map[string]func(n int){
		"slices":     func(n int) { kept = append(kept, make([]byte, 12000)); body(kept[len(kept)-1]) },
		"goroutines": func(n int) { for i := 0; i < 3; i++ { go func() { select {} }() } },
		"map":        func(n int) { for i := 0; i < 20; i++ { table[20*n+i] = fmt.Sprintf("%0200d", n) } },
		"rotate":     func(n int) { for i := 0; i < 20; i++ { table[20*n+i] = fmt.Sprintf("%0200d", n); delete(table, 20*n+i-600) } },
		"subslice":   func(n int) { big := make([]byte, 16000); body(big); kept = append(kept, big[:8]) },
		"garbage":    func(n int) { for i := 0; i < 60; i++ { body(make([]byte, 9000)) } },
	}[os.Args[1]]
	lines := bufio.NewScanner(os.Stdin)
	for n := 0; lines.Scan(); n++ {
		work(n)
		debug.FreeOSMemory()
		fmt.Println("ok")
	}
}

func body(b []byte) {
	for i := range b {
		b[i] = 1
	}
}
