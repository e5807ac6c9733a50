def run(options, work, score): pass
