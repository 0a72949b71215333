package corpus

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// ReadDate reads a date in any of the spellings that texts have it in:
// everything [ParseDate] reads; 2005/6/28, 2005.6.28; 2005年6月28日, 2005年6月,
// 2005年, in full-width digits (２００５年), with spaces (1 9 9 3 年3 月) and in
// Chinese numerals (一九九八年三月五日, 二〇〇五年, 廿一日); ISO 8601 with a time
// and RFC 1123 (the date as written, whatever the zone); January 2, 2006; and
// what [Date.String] writes. ok is false where s is no such date, or no date
// that there is. Orders that depend on the country (3/5/1998), years of two
// digits and lunar dates are none.
func ReadDate(s string) (d Date, ok bool) {
	if d, ok = ParseDate(s); ok || len(s) > maxDateText {
		return d, ok
	}
	s = strings.TrimSpace(foldDate.Replace(s))
	switch {
	case strings.Contains(s, "年"):
		return readChineseDate(strings.Join(strings.Fields(s), ""))
	case strings.Count(s, "/") == 1 && len(s) >= len("2005/2006"):
		if d, ok = readInterval(s); ok {
			return d, ok
		}
	case strings.ContainsAny(s, "abcdefghijlmnoprstuvy"): // the letters of month names
		return readEnglishDate(s)
	}
	return readNumericDate(s)
}

// maxDateText is more than any date takes.
const maxDateText = 128

// foldDate makes one of the many forms of digits, points and zeros.
var foldDate = strings.NewReplacer(
	"０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9",
	"－", "-", "—", "-", "–", "-", "／", "/", "．", ".", "：", ":", "　", " ", "\u00a0", " ",
	"○", "〇", "零", "〇", "号", "日", "號", "日", "卄", "廿",
)

// readInterval reads 2005-06-28/2005-07-02.
func readInterval(s string) (Date, bool) {
	a, b, _ := strings.Cut(s, "/")
	first, ok := ParseDate(a)
	last, also := ParseDate(b)
	if !ok || !also || first.First > last.Last {
		return Date{}, false
	}
	return Date{first.First, last.Last}, true
}

// englishDates are layouts of dates with names of months. Years of two digits
// are left out.
var englishDates = []string{
	time.RFC1123, time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 MST", "Mon, 2 Jan 2006 15:04:05 -0700",
	"2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05", "Mon, 2 Jan 2006", time.ANSIC, time.UnixDate, time.RubyDate,
	"2 January 2006", "January 2, 2006", "2 Jan 2006", "Jan 2, 2006", "Jan. 2, 2006", "2-Jan-2006", "Monday, January 2, 2006",
}

func readEnglishDate(s string) (Date, bool) {
	for _, layout := range englishDates {
		if t, err := time.Parse(layout, s); err == nil {
			return civil(t.Year(), int(t.Month()), t.Day())
		}
	}
	for _, layout := range []string{"January 2006", "Jan 2006", "January, 2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			d := monthDate(t.Year(), t.Month())
			return d, !d.IsZero()
		}
	}
	return Date{}, false
}

// numericDate matches year, month and day between like separators, and a time
// of day behind them. A month is often left with a .0 by programs that took
// the column for one of fractions; so are years.
var (
	numericDate = regexp.MustCompile(`^(\d{4})(?:([-/.])(\d{1,2})(?:([-/.])(\d{1,2}))?)?$`)
	compactDate = regexp.MustCompile(`^(\d{4}|\d{6}|\d{8})\.0$`)
	clock       = regexp.MustCompile(`^(.*?[-/.]\d{1,2}|\d{8})(?:[Tt]|\s+)([01]?\d|2[0-4]):?[0-5]\d(?::?[0-6]\d(?:[.,]\d{1,9})?)?\s*(?:[Zz]|[A-Z]{3,4}|[+-]\d{2}(?::?\d{2})?)?$`)
	stamp       = regexp.MustCompile(`^(\d{8})(?:[01]\d|2[0-4])[0-5]\d[0-6]\d$`)
)

func readNumericDate(s string) (Date, bool) {
	for _, shape := range []*regexp.Regexp{clock, stamp, compactDate} {
		if m := shape.FindStringSubmatch(s); m != nil {
			s = m[1]
			break
		}
	}
	s = strings.Join(strings.Fields(s), "")
	if d, ok := ParseDate(s); ok {
		return d, true
	}
	m := numericDate.FindStringSubmatch(s)
	if m == nil || m[4] != "" && m[4] != m[2] {
		return Date{}, false
	}
	return parts(m[1], m[3], m[5])
}

// parts makes a date of digits; a month or a day of none is not known.
func parts(year, month, day string) (Date, bool) {
	y, _ := strconv.Atoi(year)
	switch m, _ := strconv.Atoi(month); {
	case month == "":
		d := yearDate(y)
		return d, !d.IsZero()
	case m < 1 || m > 12:
		return Date{}, false
	case day == "":
		d := monthDate(y, time.Month(m))
		return d, !d.IsZero()
	default:
		n, _ := strconv.Atoi(day)
		return civil(y, m, n)
	}
}

func civil(y, m, n int) (Date, bool) {
	day, ok := DayOf(y, time.Month(m), n)
	return Date{day, day}, ok
}

// behindDay is what may follow the day: its name, a time.
var behindDay = regexp.MustCompile(`^[(（]?(?:(?:星期|周|礼拜|週)[一二三四五六日天])?[)）]?(?:\d{1,2}(?::\d{2}){1,2}|\d{1,2}[时時点點](?:\d{1,2}分)?(?:\d{1,2}秒)?)?$`)

// readChineseDate reads a date that has 年 and no spaces.
func readChineseDate(s string) (Date, bool) {
	s = strings.TrimPrefix(s, "公元")
	yearText, s, _ := strings.Cut(s, "年")
	year, ok := readDigits(yearText)
	if !ok || utf8.RuneCountInString(yearText) != 4 {
		return Date{}, false
	}
	if s == "" {
		d := yearDate(year)
		return d, !d.IsZero()
	}
	monthText, s, found := strings.Cut(s, "月")
	month, ok := readNumeral(monthText)
	if monthText == "元" {
		month, ok = 1, true
	}
	if !found || !ok || month < 1 || month > 12 {
		return Date{}, false
	}
	if s == "" || s == "份" {
		d := monthDate(year, time.Month(month))
		return d, !d.IsZero()
	}
	dayText, rest, found := strings.Cut(s, "日")
	day, ok := readNumeral(dayText)
	if !ok || found && !behindDay.MatchString(rest) {
		return Date{}, false
	}
	return civil(year, month, day)
}

const chineseDigits = "〇一二三四五六七八九"

// readDigits reads digits that stand for themselves: 1998, 一九九八, 二〇〇五. A
// letter O among them is a zero that somebody could not find on the keyboard.
func readDigits(s string) (n int, ok bool) {
	for _, r := range s {
		i := strings.IndexRune(chineseDigits, r)
		switch {
		case '0' <= r && r <= '9':
			n = 10*n + int(r-'0')
		case i >= 0:
			n = 10*n + i/len("〇")
		case r == 'O' || r == 'Ｏ' || r == 'o':
			n *= 10
		default:
			return 0, false
		}
	}
	return n, s != "" && len(s) <= 4*len("〇")
}

// readNumeral reads a number up to 99: 5, 05, 五, 十, 十二, 三十一, 廿一, 卅, 二八.
func readNumeral(s string) (n int, ok bool) {
	s = strings.Replace(s, "廿", "二十", 1)
	s = strings.Replace(s, "卅", "三十", 1)
	tens, units, found := strings.Cut(s, "十")
	if !found {
		return digitPair(s)
	}
	ten, one := 1, 0
	if tens != "" {
		if ten, ok = digitPair(tens); !ok || ten < 1 || ten > 9 {
			return 0, false
		}
	}
	if units != "" {
		if one, ok = digitPair(units); !ok || one < 1 || one > 9 {
			return 0, false
		}
	}
	return 10*ten + one, true
}

// digitPair reads one digit or two.
func digitPair(s string) (int, bool) {
	n, ok := readDigits(s)
	return n, ok && utf8.RuneCountInString(s) <= 2
}

// chinaTime is the zone of the day that a Unix timestamp falls on: it is the
// papers' own. Daylight saving (1986 to 1991) cannot move it at midnight by
// more than the hour that nothing was printed in.
var chinaTime = time.FixedZone("UTC+8", 8*60*60)

// readTimestamp reads seconds (10 digits) or milliseconds (13) since 1970.
func readTimestamp(s string) (Date, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || s[0] == '+' || s[0] == '-' {
		return Date{}, false
	}
	switch len(s) {
	case 10:
	case 13:
		n /= 1000
	default:
		return Date{}, false
	}
	y, m, d := time.Unix(n, 0).In(chinaTime).Date()
	return civil(y, int(m), d)
}
