package analysis

// CoderColumn is the column that says who coded a hit.
const CoderColumn = "coder"
