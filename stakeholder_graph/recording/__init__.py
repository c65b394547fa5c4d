"""Recording one thing at a time: who cares for whom, measures, interim reports and what follows from them."""
