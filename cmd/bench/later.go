package main

func starting(options, *table) error { return nil }
func growing(options, *table) error  { return nil }
func talking(options, *table) error  { return nil }
