"""What answers are made from: built once, kept on disk, changed while the bot runs.

bootstrap         puts a collection, its matcher and its ear together, and keeps them built
kept              the folder where what took long to make is kept
taught, compiled  what the ear was taught, and the templates compiled, kept there
lookout           what each that keeps a part of it up to date offers
world_in_use      holds the one world that answers are made from now
reload, live      bring a changed collection, and changed aids, into the running bot
child             runs the program that builds them, beside the answers"""
