package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"mendwell/internal/account"
	"mendwell/internal/fault"
	"mendwell/web/words"
)

type userCommands struct {
	Add      userAddCommand      `cmd:"" help:"Add an account; the password is read from standard input."`
	Role     userRoleCommand     `cmd:"" help:"Change what an account may do, and whose it is."`
	List     userListCommand     `cmd:"" help:"List the accounts."`
	Password userPasswordCommand `cmd:"" help:"Give an account a new password and log it out everywhere."`
}

type userAddCommand struct {
	Email  string `arg:"" help:"Email address to log in with."`
	Name   string `required:"" placeholder:"NAME" help:"Display name."`
	Role   string `enum:"reader,author,moderator,admin" default:"reader" help:"reader, author, moderator or admin."`
	Person string `placeholder:"SLUG" help:"Person in the content folder that the account belongs to."`
	stdinPassword
}

// stdinPassword is asked for by name, so that nobody thinks a password belongs on the command line, where other users
// of the machine and the shell's history can see it.
type stdinPassword struct {
	PasswordStdin bool `required:"" help:"Read the password from the first line of standard input."`
}

type userRoleCommand struct {
	Email  string `arg:"" help:"Email address of the account."`
	Role   string `arg:"" enum:"reader,author,moderator,admin" help:"reader, author, moderator or admin."`
	Person string `placeholder:"SLUG" help:"Person in the content folder that the account belongs to; without it, to nobody."`
}

type userListCommand struct{}

type userPasswordCommand struct {
	Email string `arg:"" help:"Email address of the account."`
	stdinPassword
}

// Run adds an account.
func (c userAddCommand) Run(ctx context.Context, j *job) error {
	if err := j.personKnown(c.Person); err != nil {
		return err
	}
	password, err := c.read(j.Stdin)
	if err != nil {
		return err
	}
	return j.withAccounts(ctx, func(accounts *account.Service) error {
		u, err := accounts.AddUser(ctx, c.Name, c.Email, password, account.Role(c.Role), c.Person)
		if err != nil {
			return err
		}
		fmt.Fprintf(j.Stdout, "added %s <%s> as %s\n", u.Name, u.Email, u.Role)
		return nil
	})
}

// Run changes a role.
func (c userRoleCommand) Run(ctx context.Context, j *job) error {
	if err := j.personKnown(c.Person); err != nil {
		return err
	}
	return j.withAccounts(ctx, func(accounts *account.Service) error {
		if err := accounts.SetRole(ctx, c.Email, account.Role(c.Role), c.Person); err != nil {
			return err
		}
		fmt.Fprintf(j.Stdout, "%s is now %s", c.Email, c.Role)
		if c.Person != "" {
			fmt.Fprintf(j.Stdout, " and belongs to %s", c.Person)
		}
		fmt.Fprintln(j.Stdout)
		return nil
	})
}

// Run lists the accounts, oldest first.
func (userListCommand) Run(ctx context.Context, j *job) error {
	return j.withAccounts(ctx, func(accounts *account.Service) error {
		users, err := accounts.Users(ctx)
		if err != nil {
			return err
		}
		t := tabwriter.NewWriter(j.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(t, "EMAIL\tNAME\tROLE\tPERSON\tSINCE")
		for _, u := range users {
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", u.Email, u.Name, u.Role, u.Person, u.Created.Format(time.DateOnly))
		}
		return t.Flush()
	})
}

// Run sets a password.
func (c userPasswordCommand) Run(ctx context.Context, j *job) error {
	password, err := c.read(j.Stdin)
	if err != nil {
		return err
	}
	return j.withAccounts(ctx, func(accounts *account.Service) error {
		if err := accounts.SetPassword(ctx, c.Email, password); err != nil {
			return err
		}
		fmt.Fprintf(j.Stdout, "%s has a new password and is logged out everywhere\n", c.Email)
		return nil
	})
}

func (stdinPassword) read(stdin io.Reader) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(stdin, 1<<16)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read the password from standard input: %w", err)
	}
	password := strings.TrimRight(line, "\r\n")
	if password == "" {
		return "", errors.New("no password came on standard input: write it to the first line, such as: mendwell user add … --password-stdin < file")
	}
	return password, nil
}

// withAccounts opens the database for one act.
func (j *job) withAccounts(ctx context.Context, act func(*account.Service) error) error {
	h, err := j.openHouse(ctx)
	if err != nil {
		return err
	}
	defer h.close(j.log)
	return j.inWords(act(h.accounts))
}

// personKnown refuses a person that no page would ever show.
func (j *job) personKnown(slug string) error {
	if slug == "" {
		return nil
	}
	lib, _, _, err := j.library()
	if err != nil {
		return err
	}
	if _, ok := lib.Person(lib.Site().DefaultLanguage, slug); !ok {
		return fmt.Errorf("the content folder has no person %q: add people/%s.md first, or check --articles", slug, slug)
	}
	return nil
}

// inWords turns a fault, which speaks in ids of interface texts, into the sentences that a visitor would read.
func (j *job) inWords(err error) error {
	f, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return err
	}
	book, loadErr := words.Load(time.Now)
	if loadErr != nil {
		return errors.Join(err, loadErr)
	}
	printer := book.In("en")
	var pairs []any
	for key, value := range f.Args {
		pairs = append(pairs, key, value)
	}
	var sentences []string
	if f.Message != "" {
		sentences = append(sentences, printer.T(f.Message, pairs...))
	}
	for _, field := range slices.Sorted(maps.Keys(f.Fields)) {
		sentences = append(sentences, field+": "+printer.T(f.Fields[field], pairs...))
	}
	if len(sentences) == 0 {
		return err
	}
	return errors.New(strings.Join(sentences, "\n"))
}
