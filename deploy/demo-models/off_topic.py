"""Questions the handbook cannot answer, put together from templates, so that the guide learns to say so."""
import random

THINGS = """the moon|black holes|volcanoes|the roman empire|jazz|football|chess|tennis|basketball|pizza|sushi|bread|chocolate
coffee|green tea|dinosaurs|whales|cats|dogs|horses|butterflies|the ocean|mount everest|the sahara|the alps|gravity|photosynthesis
evolution|dna|vaccines|cancer|headaches|the stock market|bitcoin|inflation|taxes|mortgages|insurance|electric cars|bicycles
airplanes|trains|rockets|the space station|mars|jupiter|climate change|solar panels|wind turbines|nuclear power|shakespeare
mozart|van gogh|picasso|harry potter|star wars|the beatles|netflix|minecraft|the olympics|the world cup|yoga|meditation|sleep
vitamins|gardening|roses|tomatoes|potatoes|mushrooms|wine|beer|cheese|pancakes|spaghetti|fried rice|apple pie|birthday cakes
weddings|christmas|easter|halloween|ramadan|buddhism|philosophy|love|happiness|the meaning of life|dreams|ghosts|unicorns|dragons
the french revolution|world war two|the pyramids|the great wall|napoleon|cleopatra|einstein|newton|gandhi|excel|powerpoint
photoshop|iphones|android phones|windows updates|printers|televisions|washing machines|refrigerators|vacuum cleaners|furniture
shoes|jackets|hairstyles|tattoos|makeup|perfume|diamonds|gold|silver|copper|earthquakes|hurricanes|rainbows|snow|clouds|deserts
rivers|penguins|elephants|sharks|spiders|bees|ants|owls|parrots|snakes|turtles|wolves|bears|trees|bananas|oranges|strawberries
guitars|pianos|violins|drums|ballet|opera|poetry|novels|painting|sculpture|photography|fishing|skiing|surfing|swimming|boxing
golf|cricket|rugby|running a marathon|camping|hiking|sailing|diving|kites|puzzles|card tricks|magic|riddles|algebra|calculus
geometry|prime numbers|statistics|organic chemistry|the periodic table|electrons|lasers|magnets|microscopes|telescopes|radio
haskell|cobol|react hooks|css grid|sorting algorithms|wordpress|video games|robots|drones|self-driving cars|3d printing
my boss|my neighbour|my grandmother|my dog|my cat|my garden|my homework|my car|my back pain|my visa|my holiday|my birthday""" \
    .replace("\n", "|").split("|")
PLACES = """paris|london|tokyo|berlin|rome|madrid|new york|sydney|cairo|mumbai|toronto|moscow|lisbon|vienna|oslo|stockholm|dublin
athens|istanbul|bangkok|beijing|seoul|lima|nairobi|chicago|boston|san francisco|amsterdam|brussels|zurich|prague|warsaw|budapest
france|germany|italy|spain|japan|china|india|brazil|mexico|canada|australia|egypt|kenya|peru|norway|sweden|poland|greece|turkey
argentina|chile|iceland|ireland|portugal|switzerland|austria|vietnam|thailand|south korea|new zealand|morocco|nigeria""" \
    .replace("\n", "|").split("|")
PEOPLE = """barack obama|albert einstein|marie curie|taylor swift|lionel messi|elon musk|bill gates|julius caesar|leonardo da vinci
william shakespeare|charles darwin|isaac newton|nelson mandela|frida kahlo|beyonce|roger federer|serena williams|michael jordan
ludwig van beethoven|johann sebastian bach|jane austen|mark twain|george washington|abraham lincoln|winston churchill|queen elizabeth
john smith|maria garcia|anna mueller|my mother|the king of spain|the pope|the inventor of the telephone""".replace("\n", "|").split("|")
LANGUAGES = "french|german|spanish|italian|japanese|chinese|russian|arabic|latin|swedish|polish|dutch|greek|hindi|korean".split("|")
TASKS = """reverse a string|sort a list|print hello world|compute prime numbers|scrape a web page|send an email|parse a date
play tic tac toe|draw a circle|find a palindrome|merge two lists|read a csv file|calculate factorials|build a calculator""" \
    .replace("\n", "|").split("|")
PRODUCTS = """salesforce|sap|oracle database|photoshop|zoom|slack|whatsapp|facebook|instagram|tiktok|spotify|a smart fridge|a coffee machine
a toaster|my television|a playstation|an xbox|alexa|siri|minecraft|wordpress|shopify|excel|outlook|jira|a spreadsheet
my calendar|a game of chess|the weather forecast|a shopping cart|google maps|a fax machine|a smart watch|bluetooth|a car radio
my thermostat|a vending machine|a lawn mower|paypal|stock trading|dating|horoscopes|a crossword|karaoke""".replace("\n", "|").split("|")

TEMPLATES = """what is {thing}|what are {thing}|tell me about {thing}|explain {thing}|how do {thing} work|why do people like {thing}
who invented {thing}|what do you think about {thing}|do you like {thing}|what is the history of {thing}|where can i buy {thing}
how much do {thing} cost|what is the best book about {thing}|write a poem about {thing}|write a story about {thing}
give me a recipe for {thing}|how do i cook {thing}|how do i take care of {thing}|how do i learn {thing}
what colour is {thing}|how big is {thing}|how old is {thing}|what is the difference between {thing} and {thing}
which is better, {thing} or {thing}|is {thing} good for my health|can i eat {thing}|i am sad about {thing}|i love {thing}
give me five facts about {thing}|summarize {thing}|i have a question about {thing}|let's talk about {thing}|why is {thing} important
how can i fix {thing}|how do i clean {thing}|where does {thing} come from|{thing}|{thing}?|what about {thing}|do you know {thing}
what is the capital of {place}|what is the weather in {place}|how is the weather in {place} today|what time is it in {place}
how far is {place} from {place}|how many people live in {place}|what should i see in {place}|book me a flight to {place}
find me a hotel in {place}|who is the president of {place}|what currency do they use in {place}|what language do they speak in {place}
when was {place} founded|is {place} safe for tourists|what is the best restaurant in {place}|who won the election in {place}
where is {place}|how do i get to {place}|plan a trip to {place}|which river flows through {place}|do i need a visa for {place}
who is {person}|who was {person}|when was {person} born|how old is {person}|what did {person} do|where does {person} live
how tall is {person}|is {person} married|tell me about {person}|what is {person} famous for|did {person} ever meet {person}
translate good morning into {language}|how do you say thank you in {language}|translate this to {language}: i am hungry
can you teach me {language}|is {language} hard to learn|write a sentence in {language}|what does this {language} word mean
write a program to {task}|write python code to {task}|how do i {task} in javascript|show me code to {task}|how do i {task} in c++
does freehold work with {product}|can freehold control {product}|does freehold have {product}|is there a plugin for {product}
can i use freehold for {product}|does freehold support {product}|can it connect to {product}|can i install {product} in freehold
does freehold come with {product}|can freehold replace {product}|is freehold better than {product}
what is {n} plus {n}|what is {n} times {n}|{n} + {n}|{n} * {n} =|calculate {n} minus {n}|what is the square root of {n}
how many days are in {n} weeks|convert {n} miles to kilometres|what is {n} percent of {n}|how much is {n} dollars in euros
who won the world cup in {year}|what happened in {year}|who was president in {year}|what was the best film of {year}
who won the football match yesterday|what is the latest news|what day is it today|what time is it|what is the date today
tell me a story|play some music|what should i cook tonight|what should i wear today
recommend a film|recommend a book|recommend a restaurant|what should i do this weekend|can you help me with my homework
i feel sick, what should i do|how do i lose weight|how do i fall asleep|how do i become rich|should i quit my job
how do i write a cover letter|write me an essay|write an email to my boss|fix my grammar|do my taxes|who will win the election
what is the speed of light|how far away is the sun|why is the sky blue|how many legs does a spider have|what is the tallest mountain
what is the largest country|what is the longest river|how do planes fly|what is the meaning of life|is there a god|flip a coin
roll a dice|pick a number|guess my name|what is my name|how old am i|where do i live
{gibberish}|{gibberish} {gibberish}|{gibberish} {gibberish} {gibberish}|what is {gibberish}|how do i {gibberish} the {gibberish}
does freehold {gibberish}|what is the {gibberish} of {thing}|{thing} {thing} {thing}|{thing} {place} {person}|{n} {n} {n}
how does freehold compare with {thing}|is freehold made of {thing}|what does freehold think about {thing}|can freehold cook {thing}
can freehold explain {thing}|can freehold book a flight to {place}|does freehold sell {thing}|when does the shop in {place} open
what is the best {thing}|how fast are {thing}|what is the price of {thing}|where did {person} study|order {thing} for me
how do i repair {thing}|how do i paint {thing}|who wrote {thing}|can {thing} swim|why are {thing} so expensive|draw {thing}
what does {gibberish} mean|how do i remove a stain from {thing}|what goes well with {thing}|how do i raise {thing}""" \
    .replace("\n", "|").split("|")


def off_topic(rng: random.Random) -> str:
    parts = []
    for piece in rng.choice(TEMPLATES).split("{"):
        name, brace, rest = piece.partition("}")
        parts.append(fill(name, rng) + rest if brace else piece)
    text = "".join(parts)
    if rng.random() < 0.6:
        text = text[:1].upper() + text[1:]
    if rng.random() < 0.6 and not text.endswith(("?", "=")):
        text += "?"
    return text


def fill(name: str, rng: random.Random) -> str:
    choices = {"thing": THINGS, "place": PLACES, "person": PEOPLE, "language": LANGUAGES, "task": TASKS, "product": PRODUCTS}
    if name in choices:
        chosen = rng.choice(choices[name])
        return chosen.title() if name in ("place", "person", "language") and rng.random() < 0.6 else chosen
    if name == "n":
        return str(rng.randrange(1, 1000))
    if name == "year":
        return str(rng.randrange(1850, 2030))
    return gibberish(rng)


def gibberish(rng: random.Random) -> str:
    if rng.random() < 0.5:
        return "".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(rng.randrange(2, 10)))
    return "".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(rng.randrange(2, 5)))
