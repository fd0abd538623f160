package main

import "math"

// exponent is the e of the fit cost = c·n^e by least squares over the logarithms: 1 is growth in proportion, 0 is none.
// Costs must be above 0.
func exponent(n []int, cost []float64) float64 {
	var sx, sy, sxx, sxy float64
	for i := range n {
		x, y := math.Log(float64(n[i])), math.Log(cost[i])
		sx, sy, sxx, sxy = sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	k := float64(len(n))
	return (k*sxy - sx*sy) / (k*sxx - sx*sx)
}

// steepest is the larger of the exponent over all sizes and that of the last step alone: a fixed cost makes the first
// steps look flat, and must not hide that the last one is too steep.
func steepest(n []int, cost []float64) float64 {
	last := len(n) - 2
	return max(exponent(n, cost), exponent(n[last:], cost[last:]))
}
