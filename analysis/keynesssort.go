package analysis

var keynessColumns = sortColumns[KeynessRow]{
	{name: "g2", of: func(r *KeynessRow) float64 { return r.G2 }},
	{name: "chi2", of: func(r *KeynessRow) float64 { return r.Chi2 }},
	{name: "log_ratio", of: func(r *KeynessRow) float64 { return r.LogRatio }},
	{name: "log_ratio_walter", of: func(r *KeynessRow) float64 { return r.LogRatioWalter }},
	{name: "log_ratio_conservative", slow: true, of: func(r *KeynessRow) float64 { return r.LogRatioConservative }},
	{name: "diff_percent", of: func(r *KeynessRow) float64 { return orNaN(r.DiffPercent) }},
	{name: "odds_ratio", of: func(r *KeynessRow) float64 { return r.OddsRatio }},
	{name: "simple_maths", slow: true, of: func(r *KeynessRow) float64 { return r.SimpleMaths }},
	{name: "bic", of: func(r *KeynessRow) float64 { return r.BIC }},
	{name: "log_odds", of: func(r *KeynessRow) float64 { return r.LogOdds }},
	{name: "log_odds_z", of: func(r *KeynessRow) float64 { return r.LogOddsZ }},
	{name: "mw_effect", of: func(r *KeynessRow) float64 { return orNaN(r.MWEffect) }},
	{name: "g2_williams", slow: true, of: func(r *KeynessRow) float64 { return r.G2Williams }},
	{name: "g2_yates", slow: true, of: func(r *KeynessRow) float64 { return r.G2Yates }},
	{name: "g2_two_cell", slow: true, of: func(r *KeynessRow) float64 { return r.G2TwoCell }},
	{name: "chi2_williams", slow: true, of: func(r *KeynessRow) float64 { return r.Chi2Williams }},
	{name: "chi2_yates", slow: true, of: func(r *KeynessRow) float64 { return r.Chi2Yates }},
	{name: "count_target", of: func(r *KeynessRow) float64 { return float64(r.CountTarget) }},
	{name: "count_reference", of: func(r *KeynessRow) float64 { return float64(r.CountReference) }},
	{name: "documents_target", of: func(r *KeynessRow) float64 { return float64(r.DocumentsTarget) }},
	{name: "documents_reference", of: func(r *KeynessRow) float64 { return float64(r.DocumentsReference) }},
	{name: "dp_target", of: func(r *KeynessRow) float64 { return orNaN(r.DPTarget) }},
	{name: "dp_reference", of: func(r *KeynessRow) float64 { return orNaN(r.DPReference) }},
}

// KeynessColumns returns the columns that rows can be sorted by.
func KeynessColumns() []string { return keynessColumns.names() }
