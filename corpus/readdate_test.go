package corpus

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestReadDate(t *testing.T) {
	for s, want := range map[string]string{
		"20050628": "2005-06-28", "2005-06-28": "2005-06-28", "200506": "2005-06", "2005": "2005",
		"2005/6/28": "2005-06-28", "2005.6.28": "2005-06-28", "2005-6-8": "2005-06-08", "2005/06": "2005-06", " 2005.6 ": "2005-06",
		"2005年6月28日": "2005-06-28", "2005年06月08号": "2005-06-08", "2005年6月": "2005-06", "2005年6月份": "2005-06", "2005年": "2005",
		"2005年6月28": "2005-06-28", "2005年6月28日 星期二": "2005-06-28", "2005年6月28日（星期二）": "2005-06-28", "2005年6月28日08:15": "2005-06-28", "2005年6月28日8时15分": "2005-06-28",
		"２００５年６月２８日": "2005-06-28", "２００５－０６－２８": "2005-06-28", "２００５": "2005", "２００５．６．２８": "2005-06-28",
		"1 9 9 3 年3 月": "1993-03", "1 9 9 3 年 3 月 5 日": "1993-03-05", "1 9 9 3": "1993", "2005 - 06 - 28": "2005-06-28", "2005年　6月": "2005-06",
		"一九九八年三月五日": "1998-03-05", "二〇〇五年": "2005", "二○○五年": "2005", "二零零五年六月": "2005-06", "一九九八年十二月三十一日": "1998-12-31", "一九五六年元月一日": "1956-01-01",
		"一九四九年十月一日": "1949-10-01", "一九四九年十月廿一日": "1949-10-21", "一九四九年十月卅一日": "1949-10-31", "一九四九年十月卅日": "1949-10-30", "一九四九年十月廿日": "1949-10-20",
		"一九九八年十月二十日": "1998-10-20", "一九九八年十一月二八日": "1998-11-28", "二OO五年六月": "2005-06", "公元1998年": "1998",
		"2005-06-28T08:00:00+08:00": "2005-06-28", "2005-06-28T23:30:00Z": "2005-06-28", "2005-06-28T00:30:00.123456-0500": "2005-06-28", "2005-06-28 08:00": "2005-06-28", "2005/6/28 8:00:00": "2005-06-28",
		"20050628T080000Z": "2005-06-28", "20050628080000": "2005-06-28", "2005-06-28 08:00:00 CST": "2005-06-28",
		"Tue, 28 Jun 2005 08:00:00 +0800": "2005-06-28", "Tue, 28 Jun 2005 23:00:00 GMT": "2005-06-28", "28 June 2005": "2005-06-28", "June 28, 2005": "2005-06-28", "Jun 8, 2005": "2005-06-08", "June 2005": "2005-06",
		"Tue Jun 28 08:00:00 CST 2005": "2005-06-28", "2005.0": "2005", "20050628.0": "2005-06-28", "2005/2006": "2005-01-01/2006-12-31", "2005-06-28/2005-07-02": "2005-06-28/2005-07-02",
		"2004-02-29": "2004-02-29", "二〇〇四年二月二十九日": "2004-02-29",
	} {
		if d, ok := ReadDate(s); !ok || d.String() != want {
			t.Errorf("%q is %q, %v, want %q", s, d, ok, want)
		}
	}
	for _, s := range []string{
		"", " ", "年", "0000", "2005-13-01", "2005-02-30", "2005/2/29", "2005年2月30日", "2005年13月", "2005年0月", "一九九八年二月三十日", "一九九八年十三月", "一九九八年三月四十日",
		"98年3月5日", "九八年", "一千九百九十八年", "1998年农历三月", "1998年三月初五", "民国三十八年", "2005年第3期", "2005年春", "2005年6月下旬", "6月28日", "三月五日",
		"3/5/1998", "28-06-2005", "2005-06/28", "2005--06", "2005-06-28 25:00", "2005-06-28x", "1119888000", "1119888000000", "2005062", "-2005", "+2005", "2005-+6-1",
		"Tue, 31 Jun 2005 08:00:00 GMT", "June 31, 2005", "二〇〇五年六", "2005年6月日", "十年十月十日", "2006/2005", "星期二", "二〇〇五年十十月",
	} {
		if d, ok := ReadDate(s); ok || !d.IsZero() {
			t.Errorf("%q is %v", s, d)
		}
	}
}

func TestReadTimestamp(t *testing.T) {
	for s, want := range map[string]string{
		"1119888000":    "2005-06-28", // 2005-06-27 16:00 UTC, midnight in Beijing
		"1119887999":    "2005-06-27",
		"1119888000000": "2005-06-28",
		"0000000000":    "1970-01-01",
		"111988800":     "", "+119888000": "", "11198880000": "", "20050628": "", "": "", "一": "",
	} {
		if d, ok := readTimestamp(s); d.String() != want || ok != (want != "") {
			t.Errorf("%s: %v, %v", s, d, ok)
		}
	}
}

// spell writes a number up to 99 as people do.
func spell(n int) string {
	digits := []rune(chineseDigits)
	switch {
	case n < 10:
		return string(digits[n])
	case n < 20:
		return "十" + spell10(n)
	}
	return string(digits[n/10]) + "十" + spell10(n)
}

func spell10(n int) string {
	if n%10 == 0 {
		return ""
	}
	return spell(n % 10)
}

// Every day reads the same in all spellings, and as its own String.
func TestReadDateSpellings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := Day(rapid.IntRange(693596, 767009).Draw(t, "day")) // 1900 to 2100
		y, m, n := day.Date()
		digits := []rune(chineseDigits)
		year := string([]rune{digits[y/1000], digits[y/100%10], digits[y/10%10], digits[y%10]})
		for _, s := range []string{
			day.String(), day.Time().Format("20060102"), day.Time().Format("2006/1/2"), day.Time().Format("2006.01.02"), day.Time().Format("2006年1月2日"),
			day.Time().Format("Mon, 02 Jan 2006 15:04:05 MST"), day.Time().Format("2006-01-02T15:04:05Z07:00"),
			year + "年" + spell(int(m)) + "月" + spell(n) + "日",
		} {
			if d, ok := ReadDate(s); !ok || d != (Date{day, day}) {
				t.Fatalf("%s: %v, %v", s, d, ok)
			}
		}
		last := day + Day(rapid.IntRange(0, 1000).Draw(t, "days"))
		if d, ok := ReadDate(Date{day, last}.String()); !ok || d != (Date{day, last}) {
			t.Fatalf("%v to %v: %v", day, last, d)
		}
	})
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"2005-06-28", "2005年6月28日", "一九九八年十二月三十一日", "Tue, 28 Jun 2005 08:00:00 +0800", "1 9 9 3 年3 月", "2005-06-28T08:00:00+08:00", "2005/2006", "1119888000", "廿卅十年"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := ReadDate(s)
		if ok == d.IsZero() || ok && (d.First < 1 || d.Last < d.First || d.Last > 3652059) {
			t.Errorf("%q: %v, %v to %v", s, ok, d.First, d.Last)
		}
		if strict, was := ParseDate(s); was && strict != d {
			t.Errorf("%q: %v, ParseDate says %v", s, d, strict)
		}
		if again, _ := ReadDate(d.String()); again != d {
			t.Errorf("%q: %v reads as %v", s, d, again)
		}
		if d, ok := readTimestamp(s); ok != !d.IsZero() || ok && !utf8.ValidString(s) {
			t.Errorf("%q: %v, %v", s, d, ok)
		}
	})
}
