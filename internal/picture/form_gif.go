package picture

// gifForm is a GIF file in its blocks: header first, without the final one.
type gifForm struct {
	blocks [][]byte
	frames int
}

func takeGIF(data []byte) (form, error) {
	if len(data) < 13 {
		return nil, ErrBroken
	}
	f := &gifForm{}
	rest, ok := f.take(data, 13+colourTable(data[10]))
	for ok {
		if len(rest) == 0 {
			return nil, ErrBroken
		}
		switch rest[0] {
		case 0x3b: // the end
			if f.frames == 0 {
				return nil, ErrBroken
			}
			return f, nil
		case 0x21: // an extension
			rest, ok = f.take(rest, subBlocksEnd(rest, 2))
		case 0x2c: // a frame
			f.frames++
			if len(rest) < 10 {
				return nil, ErrBroken
			}
			rest, ok = f.take(rest, subBlocksEnd(rest, 10+colourTable(rest[9])+1))
		default:
			return nil, ErrBroken
		}
	}
	return nil, ErrBroken
}

// take keeps the first n bytes as a block. False: there are not that many.
func (f *gifForm) take(data []byte, n int) (rest []byte, ok bool) {
	if n <= 0 || n > len(data) {
		return nil, false
	}
	f.blocks = append(f.blocks, data[:n])
	return data[n:], true
}

// colourTable is how many bytes of colours follow a packed field.
func colourTable(packed byte) int {
	if packed&0x80 == 0 {
		return 0
	}
	return 3 << (packed&7 + 1)
}

// subBlocksEnd returns where a row of sub-blocks that begins at from is over; -1 if it is cut off.
func subBlocksEnd(data []byte, from int) int {
	for from >= 0 && from < len(data) {
		n := int(data[from])
		from += n + 1
		if n == 0 {
			return from
		}
	}
	return -1
}

func (f *gifForm) facts() (int, bool) { return 1, f.frames > 1 }

// clean keeps frames, their timing and how often they repeat; comments and other programs' notes go.
func (f *gifForm) clean() []byte {
	var out []byte
	for _, b := range f.blocks {
		if len(out) > 0 && b[0] == 0x21 && b[1] != 0xf9 && (b[1] != 0xff || len(b) < 14 || string(b[3:14]) != "NETSCAPE2.0") {
			continue
		}
		out = append(out, b...)
	}
	return append(out, 0x3b)
}

func (f *gifForm) profile() []byte { return nil }
