package main

import (
	"math/rand/v2"
	"strconv"
	"unicode/utf8"
)

// Invented words are spelled by a number: the same number is the same word, so
// that ranks drawn by openRank become words of which some are common and new
// ones never run out. Persons and places are of a time: half of what a year
// tells of, no other year does.

// surnames are in the order of how common they are, roughly.
var surnames = []rune("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文")

// doubleSurnames are of two characters.
var doubleSurnames = []string{"欧阳", "上官", "司徒", "诸葛", "司马", "皇甫", "尉迟", "公孙"}

// givenNames are the characters of given names.
var givenNames = []rune("明国华建文平志伟东海强军民永生春光荣德福贵良忠义仁信智礼兴旺发富玉珍秀英兰芳梅桂香红霞云雪月琴丽娟敏静慧淑贞洁洪涛波江河湖源泉山峰岩石松柏林森树根茂盛长青龙虎彪豹鹏飞翔凤鸣鹤雁天宇星辰晨旭日升阳辉煌灿耀亮新立成功业家庆祥瑞宝金银铁钢锋利学勤思远望安宁康健勇刚毅坚恒定正直诚实朴素清廉洪浩博广大宏伟胜利凯旋卫护保守继承先前进步跃奋斗争友爱和睦邻")

var (
	placeFirst = []rune("东西南北上下大小新老石青白红黑金银玉龙凤马牛羊鹿松柏桃柳杨梅竹兰清澄沧澜沅汀渚泾渭桐榆枫槐安宁康泰永长乐丰登平定靖昌盛瑞祥云雷霞星月")
	placeLast  = []rune("山水河江湖泉溪沟坡坪塬川原岭峪湾港浦口桥镇庄屯堡营寨店集坝塘井堰林田洲岛门关城台阳阴")
	placeKinds = []string{"县", "县", "市", "市", "村", "村", "乡", "镇", "区", "公社", "大队", "林场", "煤矿", "水库"}
)

// mixed takes numbers out of one that is well mixed.
type mixed uint64

// below returns a number below n.
func (m *mixed) below(n int) int {
	x := uint64(*m)
	i := int(x % uint64(n))
	*m = mixed(mix(x, 7))
	return i
}

// squared returns a number below n, small ones more often.
func (m *mixed) squared(n int) int {
	i := m.below(n * n)
	return i / n * (i % n) / n
}

// What is invented; numbers that spell words of one kind spell no other's.
const (
	ofPersons = iota + 1
	ofPlaces
	ofLatin
)

// spelling draws the number that spells a word of the kind: of all years, or,
// as often, of the given one.
func spelling(rng *rand.Rand, kind, year uint64, width float64) mixed {
	if rng.Uint32()&1 == 0 {
		year = 0
	}
	return mixed(mix(openRank(rng, width), kind<<32|year))
}

// Widths of the lists of invented words, as openRank has them.
const (
	personsWidth = 15 // 3.3 million
	placesWidth  = 13 // 440,000
	latinWidth   = 17 // 24 million
)

// appendPerson appends a name of two to four characters.
func appendPerson(b []byte, m mixed) []byte {
	if m.below(40) == 0 {
		b = append(b, doubleSurnames[m.below(len(doubleSurnames))]...)
	} else {
		b = utf8.AppendRune(b, surnames[m.squared(len(surnames))])
	}
	b = utf8.AppendRune(b, givenNames[m.below(len(givenNames))])
	if m.below(5) > 0 {
		b = utf8.AppendRune(b, givenNames[m.below(len(givenNames))])
	}
	return b
}

// appendPlace appends the name of a place with its kind: 清河县.
func appendPlace(b []byte, m mixed) []byte {
	b = utf8.AppendRune(b, placeFirst[m.below(len(placeFirst))])
	if m.below(3) == 0 {
		b = utf8.AppendRune(b, placeFirst[m.below(len(placeFirst))])
	}
	b = utf8.AppendRune(b, placeLast[m.below(len(placeLast))])
	return append(b, placeKinds[m.below(len(placeKinds))]...)
}

// Latin words have no q and no x: planted ones do.
const (
	consonants = "bcdfghjklmnprstvwz"
	vowels     = "aeiou"
	capitals   = "ABCDEFGHIJKLMNOPRSTUVWYZ"
)

// appendLatin appends an abbreviation (KTR, GM-17) or a name (Kolven).
func appendLatin(b []byte, m mixed) []byte {
	if kind := m.below(10); kind < 6 {
		for range 2 + m.squared(4) {
			b = append(b, capitals[m.below(len(capitals))])
		}
		if kind < 3 {
			b = append(b, '-')
			b = strconv.AppendInt(b, int64(1+m.squared(1000)), 10)
		}
		return b
	}
	start := len(b)
	for range 2 + m.below(3) {
		b = append(b, consonants[m.below(len(consonants))], vowels[m.below(len(vowels))])
	}
	b[start] -= 'a' - 'A'
	if m.below(2) == 0 {
		b = append(b, consonants[m.below(len(consonants))])
	}
	return b
}

var numberUnits = []string{"万", "万", "亿", "个", "名", "元", "吨", "亩", "米", "公里", "公斤", "人", "户", "台", "次", "万元", "亿元", "%", "%", "‰"}

// appendNumber appends an amount with its unit, or a day, a month or a year
// near the given one: in digits, or in Chinese numerals as older papers wrote.
func appendNumber(b []byte, rng *rand.Rand, year int) []byte {
	old := rng.IntN(1990-1950) > year-1950 // hardly any before 1950, all from 1990 on, in digits
	switch rng.IntN(10) {
	case 0, 1:
		return append(appendYear(b, year-int(openRank(rng, 3.5)), old), "年"...)
	case 2:
		b = append(appendInt(b, 1+rng.IntN(12), old), "月"...)
		return append(appendInt(b, 1+rng.IntN(28), old), "日"...)
	case 3, 4, 5:
		if old {
			return append(appendInt(b, 1+int(openRank(rng, 11)), true), numberUnits[rng.IntN(17)]...)
		}
		b = strconv.AppendInt(b, int64(openRank(rng, 10)), 10)
		b = append(b, '.')
		b = strconv.AppendInt(b, 1+int64(openRank(rng, 4.5)), 10)
		return append(b, numberUnits[rng.IntN(len(numberUnits))]...)
	}
	b = appendInt(b, 1+int(openRank(rng, 15)), old)
	return append(b, numberUnits[rng.IntN(17)]...) // none of those that stand behind shares
}

const numerals = "〇一二三四五六七八九"

func numeral(digit int) string { return numerals[3*digit : 3*digit+3] }

// appendYear appends 1965 or 一九六五.
func appendYear(b []byte, year int, old bool) []byte {
	if !old {
		return strconv.AppendInt(b, int64(year), 10)
	}
	for _, digit := range strconv.Itoa(year) {
		b = append(b, numeral(int(digit-'0'))...)
	}
	return b
}

// appendInt appends a number from 1 on in digits or, if old, as it is said.
func appendInt(b []byte, n int, old bool) []byte {
	if !old {
		return strconv.AppendInt(b, int64(n), 10)
	}
	if n >= 10000 {
		b = append(appendInt(b, n/10000, true), "万"...)
		if n %= 10000; n == 0 {
			return b
		}
		if n < 1000 {
			b = append(b, "零"...)
		}
	}
	started := false
	for _, place := range []struct {
		value int
		name  string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		digit := n / place.value % 10
		switch {
		case digit > 0:
			if place.value != 10 || started || digit > 1 {
				b = append(b, numeral(digit)...)
			}
			b = append(b, place.name...)
			started = true
		case started && n%place.value > 0 && n/(place.value/10)%10 > 0:
			b = append(b, "零"...)
		}
	}
	return b
}
