"""How the bot does, for those who run it: health, figures, alerts, logs.

inspection        looks at the parts: database, outbox, aids
health, alerts    say what is wrong, and which of it administrators are told
metrics           what Prometheus reads
server            answers it to who asks, with the health and what a channel brings
stats, stats_picture   what people looked for, in words and as a picture
logs, masking     how lines are written, and what is masked in them
version           which version runs"""
