package page

import "github.com/a-h/templ"

func Home(p HomeProps) templ.Component                   { return templ.NopComponent }
func List(p ListProps) templ.Component                   { return templ.NopComponent }
func Categories(p CategoriesProps) templ.Component       { return templ.NopComponent }
func Article(p ArticleProps) templ.Component             { return templ.NopComponent }
func People(p PeopleProps) templ.Component               { return templ.NopComponent }
func Person(p PersonProps) templ.Component               { return templ.NopComponent }
func Text(p TextProps) templ.Component                   { return templ.NopComponent }
func Login(p LoginProps) templ.Component                 { return templ.NopComponent }
func Register(p RegisterProps) templ.Component           { return templ.NopComponent }
func Account(p AccountProps) templ.Component             { return templ.NopComponent }
func AccountDelete(p AccountDeleteProps) templ.Component { return templ.NopComponent }
func Bookmarks(p BookmarksProps) templ.Component         { return templ.NopComponent }
func CommentForm(p CommentFormProps) templ.Component     { return templ.NopComponent }
func CommentDelete(p CommentDeleteProps) templ.Component { return templ.NopComponent }
func Error(p ErrorProps) templ.Component                 { return templ.NopComponent }
