package search

import (
	"strings"

	"mendwell/internal/content"
)

// A line is one alarm, its words written as they fold: without umlauts and apostrophes. "hits|beats" is one of several
// words, "suicid*" a beginning, "myself~" forgives one slip, ".me" stands next to the word before; "^" and "$" are the
// beginning and the ending of the query, "@partner" a group. An idiom with "!leben" is none where that is said, too.

// groups are words that stand for each other in many lines.
var groups = map[string]*strings.Replacer{
	"en": strings.NewReplacer(
		"@partner", "husband~|wife|boyfriend~|girlfriend~|partner|ex|fiance|fiancee",
		"@they", "he|she|they|hes|shes|theyre|husband~|wife|boyfriend~|girlfriend~|partner|ex|fiance|fiancee",
		"@afraid", "afraid|scared|frightened|terrified|fear",
		"@call", "call|ring|phone",
		"@dont", "dont|not|no|never",
		"@want", "want|wanna|wish",
	),
	"de": strings.NewReplacer(
		"@partner", "mann|frau|freund|freundin|partner|partnerin|ex|verlobter|verlobte",
		"@er", "er|sie|mann|frau|freund|freundin|partner|partnerin|ex|verlobter|verlobte",
		"@meinem", "mein|meinem|meiner",
	),
}

var alarmLines = map[string][]alarmTopic{
	"en": {
		{"", `
			helpline*|helpline~|helplines~
			hotline*|hotline~|hotlines~
			help|crisis|emergency~ line|lines|number|numbers|hotline|hotlines
			crisis phone
			emergency services
			call|ring|phone|text emergency~|crisis|danger
			in .an|a .emergency~|crisis
			who|whom to @call
			who|whom can|should|do i @call
			someone|somebody to talk to
			^ .help .$
			^ .please .help .me|$
			^ .help .me .$|please|now
			i need .help .$|now|please`},
		{content.TopicSuicide, `
			suicid*~
			kill|kil|killing|hang|hanging myself~|meself|mysel
			kill|kil|killing|hang|hanging my self
			kill|kills|killing|killed|hang|hanged himself|herself|themselves
			end|ending|take|taking my|own life
			end it all
			want it to end .$
			want|wnat|wanna|wish|going to|too die
			wanna|gonna .die
			want|wanna|wish i|to be|was|were dead
			want .to .disappear|dissapear|disapear|dissappear
			wanna .disappear|dissapear|disapear|dissappear
			better off|of dead|without
			@dont @want to live
			@dont wanna .live
			@dont @want to be .alive|here|anymore|any|$
			@dont wanna .be .alive|here|anymore|any|$
			@dont @want to .be .around .$|anymore|any
			@dont wanna .be .around .$|anymore|any
			@dont @want to .be .in|on .this world|earth|planet|life
			@dont @want to .be burden
			@dont @want to .exist
			@dont @want to .wake .up
			wish i wasnt|werent|never alive|born|existed
			dont|not want|wanna to|be live|here alive|anymore
			no reason to live|live
			no point in .living|life
			not|isnt|life worth .living
			cant|cannot go on
			cant|cannot do|take|bear .this|it .anymore|any
			cant|cannot take|bear .this|it .$
			cant|cannot cope .anymore|any|$
			self harm*
			selfharm*
			hurt|hurting|harm|harming|cut|cutting myself~
			hurt|hurting|harm|harming|cut|cutting my self
			overdose*`},
		{content.TopicChildren, `
			hits|hit|hitting|beats|beat|hurts|abuses|molests|touches|touched my|the|our child*|kid*|son|daughter|baby
			child abuse
			abuse|abusing of|my|a child*|kid*
			mum|mom|mother|dad|father|stepdad|stepfather|parents|parent hits|hit|hitting|beats|beat|beating|touches|touched|abuses|abused|abuse me
			uncle|grandfather|grandpa|teacher|coach hits|hit|beats|touches|touched|touching|abuses|abused me`},
		{content.TopicPartnerViolence, `
			@they hits|hit|hti|hitting|beats|beat|beating|punches|punched|punching|kicks|kicked|kicking|slaps|slapped|slapping|chokes|choked|choking|strangles~|strangled~|strangling~|attacks|attacked|attacking me
			@they pushes|pushed|pushing|shoves|shoved|shoving|grabbed me
			@they abuses|abused|abuse|abusing|threatens~|threatened~|threaten|threatening|hurts|stalks|stalking|stalked me
			@they will|to|would|might|could|may kill|hurt|hit me
			@they going|gonna|wants kill|hurt me
			hits|beats|punches|slaps|chokes|strangles~|threatens~|abuses me
			hitting|beating|punching|slapping|choking|strangling|threatening|abusing me
			threatens~|threatened~|threatening to kill|hurt
			hand|hands|grabbed|grabs|squeezed my|the throat|neck
			has|got|pulled a gun|knife
			i hit|beat|slapped|punched|choked|hurt my @partner
			locks|locked me in|up|out
			stalk*
			@afraid of my|him|her @partner
			@afraid of him|her
			@afraid to go|come .home
			domestic~|partner violence~|abuse
			abusive~ @partner|relationship~
			being abused|stalked|beaten
			tracks|tracking|follows|following me|my
			wont let me leave|out|go
			wont let me see .my friends|family|parents|mother|sister|mum|mom`},
		{content.TopicSexualViolence, `
			rape*
			raping
			sexual|sexually abuse*|assault*|violence~|harass*
			forced|forces|forcing|pressured|pressures me to|into sex|sleep
			sex without .consent|my|asking
			sex when|while|as asleep|sleep|sleeping|unconscious
			molest*`},
	},
	"de": {
		{"", `
			hilfetelefon*~
			krisentelefon*~
			sorgentelefon*~
			krisendienst*
			telefonseelsorge~
			hotline*|hotline~
			notruf*
			notfall*
			wen anrufen
			wen kann|soll ich anrufen
			jemand|jemanden zum reden
			^ .hilfe .$|bitte
			^ .bitte .hilfe|helft|hilf
			hilf|helft .mir .$|bitte
			brauche .hilfe .$|bitte|jetzt|sofort
			brauche .dringend|sofort|bitte .hilfe`},
		{content.TopicSuicide, `
			suizid*~
			selbstmord*~
			selbsttoetung
			bringe|bringen|bring|brachte|umbringen~ mich um|umbringen~
			umbringen~
			umzubringen~
			@er bringt|brachte sich .um
			mich|mir toeten
			mir das leben nehmen
			will|wil|moechte|wuerde sterben
			will|wil|moechte nicht|nimmer mehr leben
			nicht|nimmer mehr leben|weiterleben
			nicht leben will|wollen|moechte
			^ .ich will|mag .nicht .mehr .$
			keinen sinn mehr
			leben macht|hat|ergibt keinen|kein sinn
			keine|ohne lust|kraft leben
			lieber|waere tot
			tot sein
			ohne mich .besser .dran
			besser .dran .ohne .mich
			ritzen
			ritze|verletze|verletzen mich
			selbstverletz*~
			kann nicht mehr`},
		{content.TopicChildren, `
			schlaegt|schlug|misshandelt|missbraucht|verpruegelt mein|meine|meinen|das|unser|unsere kind|kinder|sohn|tochter|baby
			kind*|sohn|tochter geschlagen|misshandelt|missbraucht
			kindesmissbrauch~|kindesmisshandlung~
			mama|papa|mutter|vater|stiefvater|eltern schlaegt|schlegt|schlagen|missbraucht|beruehrt mich
			onkel|opa|grossvater|lehrer|trainer schlaegt|missbraucht|beruehrt mich`},
		{content.TopicPartnerViolence, `
			@er schlaegt|schlegt|schlaet|schlug|pruegelt|verpruegelt|wuergt|tritt|schubst|schubste|bedroht|misshandelt|stalkt|verfolgt mich
			@er bringt|toetet mich .um|$
			@er will|wird|wuerde mich umbringen~|toeten
			schlaegt|schlegt|schlaet|schlagen|pruegelt|verpruegelt|wuergt|bedroht|misshandelt|stalkt mich
			mich schlaegt|schlegt|geschlagen|gewuergt|geschubst|bedroht|misshandelt|stalkt|gestalkt
			@er droht|drohte mir|mich
			hat|zieht|zog ein|eine messer|waffe|pistole
			angst vor @meinem|ihm @partner
			angst vor ihm
			angst nach .hause
			haeusliche~|haeuslicher~ gewalt
			gewalt in der|meiner beziehung|ehe|partnerschaft
			gewalttaetig*~ mann|freund|partner|frau|freundin|partnerin
			partnerschaftsgewalt
			meine|meinen @partner geschlagen|gewuergt
			ueberwacht|kontrolliert|ortet|verfolgt|trackt mich|mein|meine
			sperrt|schliesst mich ein
			stalk*
			laesst mich nicht weg|raus|gehen
			laesst mich nicht aus haus|wohnung`},
		{content.TopicSexualViolence, `
			vergewalt*~
			sexuell|sexuelle|sexueller|sexuellen gewalt|missbrauch*|uebergriff*|belaestig*|genoetigt
			zwingt|gezwungen mich|zum|zu sex
			zum sex gezwungen|zwingt
			sex gegen willen
			fasst|fasste mich .an obwohl|nicht`},
	},
}

// idiomLines say what is meant otherwise, although an alarm would ring. Their words stand side by side. A line is here only
// where nobody in danger writes so; what may be either stays heard.
var idiomLines = map[string][]alarmTopic{
	"en": {{lines: `
		@call first $
		@call first mum|mom|him|her|or|again
		@call first after a|an|the|our|every argument|fight|row|quarrel|date|breakup
		hit|hits|hitting on me|him|her|us|you|someone|somebody|people
		hit|hits|hitting me up on|$
		it hit|hits me that
		it just hit|hits me that
		beat|beats|beating me|him|her|them|us|husband|wife|boyfriend|girlfriend|partner|ex at|in chess|tennis|scrabble|cards|games|monopoly|darts|poker|fifa|football|pool|running|video|board|everything
		follow|follows|following my heart|dreams|gut|instinct|instincts|passion|advice|example|lead
		to die laughing
		to die of laughter|boredom
		off|of without him|her
		off|of without my husband|wife|boyfriend|girlfriend|partner|ex|relationship|marriage
		cut|cutting myself some slack
		cut|cutting myself off from
		my self esteem|confidence|respect|worth|image|care
		cant|cannot go on holiday|holidays|vacation|dates|trips
		cant|cannot go on a date|trip|holiday|vacation
		live together|apart
		live with him|her
		live with my husband|wife|boyfriend|girlfriend|partner|ex|inlaws
		live with my|the mother|father|parents in law|laws
		be with him|her|someone|somebody|anyone
		of|for him|her leaving $
		of|for him|her leaving me|us $
		of|for him|her dying|cheating
		of my husband|wife|boyfriend|girlfriend|partner|ex leaving $
		of my husband|wife|boyfriend|girlfriend|partner|ex leaving me|us $
		of my husband|wife|boyfriend|girlfriend|partner|ex dying|cheating
		of losing him|her
		of losing my husband|wife|boyfriend|girlfriend|partner|ex`}},
	"de": {{lines: `
		zuerst anrufen $
		zuerst anrufen nach dem|einem|unserem|jedem streit|date|treffen
		zum reden bringen|kriegen|bekommen|zu
		schlaegt|schlug|geschlagen mich im|beim schach|tennis|kartenspiel|tischtennis|monopoly|poker
		mich im|beim schach|tennis|kartenspiel|tischtennis|monopoly|poker geschlagen|schlaegt
		schlaegt mich immer im|beim schach|tennis|kartenspiel|tischtennis|monopoly|poker
		um den verstand|schlaf|finger
		gedanke|gedanken|erinnerung|traum verfolgt mich
		verfolgt mich ein|der|dieser|die gedanke|gedanken|erinnerung|traum
		zusammen|getrennt leben
		mit ihm|ihr|ihnen leben
		mit meinem|meiner mann|frau|freund|freundin|partner|partnerin leben
		!leben|lebens|weiterleben|ich|nichts|alles beziehung|ehe|freundschaft macht|hat|ergibt keinen|kein sinn mehr
		!leben|lebens|weiterleben keinen sinn mehr in dieser|der|unserer|meiner beziehung|ehe|partnerschaft
		nicht mehr vertrauen|verzeihen|vergeben|zuhoeren
		nicht mehr mit ihm|ihr|ihnen reden|sprechen
		lieber tot als rot`}},
}
