package search

import (
	"slices"
	"strings"

	"mendwell/internal/content"
)

// alarm is words that somebody types who may be in danger, with the help topic they belong to. Every word must be there,
// in this order, at most alarmGap words apart.
type alarm struct {
	topic string // empty: somebody asks for help lines as such, and all topics may be meant
	words []string
}

const alarmGap = 2

// Danger returns the help topics that a query calls for; most call for none, "hotline" for all. It reads every language at once: people in
// need write as they think, whatever the interface speaks. It is a short list of what can hardly be meant otherwise, and
// decides only whether numbers stand above the results.
func Danger(query string) []string {
	var out []string
	for _, lang := range []string{"en", "de"} {
		a := newAnalyser(lang)
		var have []string
		for _, w := range wordsOf(Clean(query)) {
			have = append(have, a.fold(w))
		}
		for _, x := range alarms[lang] {
			switch {
			case slices.Contains(out, x.topic) || !x.rings(have):
			case x.topic != "":
				out = append(out, x.topic)
			default:
				return content.HelpTopics()
			}
		}
	}
	return out
}

func (x alarm) rings(have []string) bool {
	for start := range have {
		at, ok := start, matchesWord(have[start], x.words[0])
		for _, want := range x.words[1:] {
			if !ok {
				break
			}
			ok = false
			for k := at + 1; k < len(have) && k <= at+1+alarmGap; k++ {
				if matchesWord(have[k], want) {
					at, ok = k, true
					break
				}
			}
		}
		if ok {
			return true
		}
	}
	return false
}

// matchesWord compares a word with one of a list: "hits|beats", or a beginning, "suicid*".
func matchesWord(word, want string) bool {
	for one := range strings.SplitSeq(want, "|") {
		if begin, ok := strings.CutSuffix(one, "*"); ok && strings.HasPrefix(word, begin) || word == one {
			return true
		}
	}
	return false
}

// alarms are written as they fold: without umlauts and apostrophes.
var alarms = func() map[string][]alarm {
	out := map[string][]alarm{}
	for lang, topics := range alarmLines {
		a := newAnalyser(lang)
		for _, t := range topics {
			for line := range strings.Lines(t.lines) {
				if fields := strings.Fields(line); len(fields) > 0 {
					if lang == "de" {
						for i := range fields {
							fields[i] = foldDigraphs(fields[i])
						}
					}
					out[a.lang] = append(out[a.lang], alarm{t.topic, fields})
				}
			}
		}
	}
	return out
}()

type alarmTopic struct{ topic, lines string }

var alarmLines = map[string][]alarmTopic{
	"en": {
		{"", `
			helpline*
			hotline*
			help|crisis|emergency line|lines|number|numbers|hotline|hotlines
			crisis phone
			emergency services
			who|whom to call|ring|phone
			who|whom can|should|do i call|ring|phone
			someone|somebody to talk to`},
		{content.TopicSuicide, `
			suicid*
			kill|kil|killing|hang|hanging myself
			end|ending|take|taking my|own life
			end it all
			want|wanna|wish|going to die
			want|wanna|wish i|to be|was|were dead
			better off dead|without
			dont|not|no want|wanna|wish to live|be
			dont|not want|wanna to|be live|here alive|anymore
			no reason to live|live
			cant go on
			self harm*
			selfharm*
			hurt|hurting|harm|harming|cut|cutting myself
			overdose*`},
		{content.TopicPartnerViolence, `
			he|she|they|husband|wife|boyfriend|girlfriend|partner|ex hits|hit|beats|beat|punches|punched|kicks|kicked|slaps|slapped|chokes|choked|strangles|strangled|attacks|attacked me
			he|she|they|husband|wife|boyfriend|girlfriend|partner|ex abuses|abused|threatens|threatened|hurts|stalks|stalking|stalked me
			he|she|they|husband|wife|boyfriend|girlfriend|partner|ex will|to|would kill|hurt me
			he|she|they|hes|shes|theyre|husband|wife|boyfriend|girlfriend|partner|ex going|gonna|wants kill|hurt me
			hits|beats|punches|slaps|chokes|strangles|threatens|abuses me
			i hit|beat|slapped|punched|choked|hurt my wife|husband|girlfriend|boyfriend|partner
			locks|locked me in|up|out
			stalk*
			afraid|scared|frightened|fear of my|him|her husband|wife|boyfriend|girlfriend|partner|ex
			afraid|scared|frightened of him|her
			domestic|partner violence|abuse
			abusive husband|wife|boyfriend|girlfriend|partner|relationship
			being abused|stalked|beaten
			tracks|tracking|follows|following me|my
			wont let me leave|out|go`},
		{content.TopicSexualViolence, `
			rape*
			raping
			sexual|sexually abuse*|assault*|violence|harass*
			forced|forces|forcing|pressured|pressures me to|into sex|sleep
			molest*`},
		{content.TopicChildren, `
			hits|hit|beats|beat|hurts|abuses|molests|touches|touched my|the|our child*|kid*|son|daughter|baby
			child abuse
			abuse|abusing of|my|a child*|kid*
			mum|mom|mother|dad|father|stepdad|stepfather|parents|parent hits|hit|beats|beat|touches|touched|abuses|abused me`},
	},
	"de": {
		{"", `
			hilfetelefon*
			krisentelefon*
			sorgentelefon*
			krisendienst*
			telefonseelsorge
			hotline*
			notruf*
			notfallnummer*
			wen anrufen
			wen kann|soll ich anrufen
			jemand|jemanden zum reden`},
		{content.TopicSuicide, `
			suizid*
			selbstmord*
			selbsttoetung
			bringe|bringen|bring|brachte|umbringen mich um|umbringen
			umbringen
			mich|mir toeten
			mir das leben nehmen
			will|moechte|wuerde sterben
			will|moechte nicht|nimmer mehr leben
			nicht|nimmer mehr leben|weiterleben
			nicht leben will|wollen|moechte
			keinen sinn mehr
			keine|ohne lust|kraft leben
			lieber|waere tot
			tot sein
			ritzen
			ritze|verletze|verletzen mich
			selbstverletz*
			kann nicht mehr`},
		{content.TopicPartnerViolence, `
			er|sie|mann|frau|freund|freundin|partner|partnerin|ex schlaegt|schlug|pruegelt|verpruegelt|wuergt|tritt|bedroht|misshandelt|stalkt|verfolgt mich
			schlaegt|pruegelt|verpruegelt|wuergt|bedroht|misshandelt|stalkt mich
			mich schlaegt|geschlagen|gewuergt|bedroht|misshandelt|stalkt|gestalkt
			angst vor meinem|meiner|ihm mann|frau|freund|freundin|partner|partnerin|ex
			angst vor ihm
			haeusliche|haeuslicher gewalt
			gewalt in der|meiner beziehung|ehe|partnerschaft
			gewalttaetig* mann|freund|partner|frau|freundin|partnerin
			partnerschaftsgewalt
			meine|meinen frau|mann|freund|freundin|partner|partnerin geschlagen|gewuergt
			ueberwacht|kontrolliert|ortet|verfolgt|trackt mich|mein|meine
			sperrt|schliesst mich ein
			stalk*
			laesst mich nicht weg|raus|gehen`},
		{content.TopicSexualViolence, `
			vergewalt*
			sexuell|sexuelle|sexueller|sexuellen gewalt|missbrauch*|uebergriff*|belaestig*|genoetigt
			zwingt|gezwungen mich|zum|zu sex
			zum sex gezwungen|zwingt`},
		{content.TopicChildren, `
			schlaegt|schlug|misshandelt|missbraucht|verpruegelt mein|meine|meinen|das|unser|unsere kind|kinder|sohn|tochter|baby
			kind*|sohn|tochter geschlagen|misshandelt|missbraucht
			kindesmissbrauch|kindesmisshandlung
			mama|papa|mutter|vater|stiefvater|eltern schlaegt|schlagen|missbraucht|beruehrt mich`},
	},
}
