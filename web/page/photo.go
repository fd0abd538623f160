package page

// How wide photographs are shown, as the style sheet lays them out.
const (
	leadSizes = "(min-width: 62rem) 44.5rem, calc(100vw - 2rem)"
	heroSizes = "(min-width: 76rem) 38rem, (min-width: 52rem) 50vw, calc(100vw - 2rem)"
	cardSizes = "(min-width: 76rem) 24rem, (min-width: 39rem) 46vw, calc(100vw - 2rem)"
	keptSizes = "6.5rem"
)
