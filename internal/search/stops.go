package search

import "strings"

// stopWords say nothing by themselves. They are kept in the index, for phrases, and left out of a query that has other
// words. The lists are short on purpose: "no", "not" and "alone" are what this site is about.
var stopWords = map[string]map[string]bool{
	"en": set(`a an the and or but if so as of at by for from in into on onto to with than then that this these those there here
		i me my mine you your yours he him his she her hers it its we us our ours they them their theirs one
		am is are was were be been being do does did doing done have has had having will would shall should can could may might must
		what which who whom whose when where why how
		wont cant cannot couldnt wouldnt shouldnt havent hasnt hadnt werent aint lets im ive id ill youre youve hes shes its were weve theyre thats whats isnt arent wasnt dont doesnt didnt
		after before about just very too also some any such only own same both each more most other please better`),
	"de": set(`der die das den dem des ein eine einen einem einer eines und oder aber wenn als wie so auch noch nur schon sehr
		ich mich mir mein meine meinen meinem meiner meines du dich dir dein deine deinen deinem deiner deines
		er ihn ihm sein seine seinen seinem seiner seines sie ihr ihre ihren ihrem ihrer ihres es wir uns unser unsere
		euch euer eure man sich bin bist ist sind seid war waren wird werden wurde worden habe hast hat haben hatte hatten
		kann kannst koennen konnte muss musst muessen soll sollte sollen will willst wollen darf mag moechte
		zu zum zur von vom mit bei beim an am auf aus in im ins fuer um durch gegen nach vor ueber unter
		was wer wem wen wo wann warum wieso weshalb welche welcher welches da dass dann denn doch mal bitte
		dies diese dieser dieses diesem diesen jede jeder jedes besser`),
}

// set folds a list of words. The German ones are written as they fold.
func set(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
		out[foldDigraphs(w)] = true
	}
	return out
}
