"""Common first names, so that "it's Ann" is heard as a name and "it's fine" is not.

A name that is not here is heard all the same after "my name is", with a surname, or with capitals.
"""

from direct_booking.vocabulary.listing import listed

# Those that sound like a letter: before a surname they are names, among letters they are letters.
LETTER_LIKE_NAMES = frozenset(("jay", "kay", "dee", "bea"))

FIRST_NAMES = listed(
    """
    aaron abby abdul abigail adam adrian adriana ahmed aidan aisha alan albert alberto alejandro alex
    alexa alexander alexandra alexis alfred ali alice alicia alison allan allen allison alma alyssa
    amanda amber amelia amina amir amit amy ana andre andrea andreas andrew andy angel angela angelica
    angie anil anita ann anna anne annette annie anthony antonio april ariana arjun arthur ashley audrey
    austin ava avery barbara barry beatrice becky belinda ben benjamin bernard beth bethany betty
    beverly bill billy blake bob bobby bonnie brad bradley brandon brenda brent brian brittany brooke
    bruce bryan caleb calvin cameron camila candace carl carla carlos carmen carol caroline carolyn
    carrie casey catherine cathy cecilia cesar chad charles charlie charlotte chelsea cheryl chloe chris
    christian christina christine christopher cindy claire clara claude claudia cody colin colleen
    connie connor corey courtney craig crystal curtis cynthia daisy dale dan daniel daniela danielle
    danny darren dave david dawn dean debbie deborah debra denise dennis derek diana diane diego dolores
    dominic don donald donna doris dorothy doug douglas duncan dylan earl eddie edgar edith eduardo
    edward edwin eileen elaine eleanor elena eli elijah elizabeth ella ellen ellie emily emma emmanuel
    enrique eric erica erik erin ernest esther ethan eugene eva evan evelyn faith fatima felix fernando
    fiona florence frances francesca francis francisco frank fred frederick gabriel gabriela gail gareth
    gary gavin geoff george gerald gerard gina giovanni gladys glen glenn gloria gordon grace graham
    greg gregory gustavo hannah harold harriet harry harvey hassan hazel heather hector heidi helen
    henry herbert holly howard hugh hugo ian ibrahim imran ingrid irene iris isaac isabel isabella ivan
    jack jackie jackson jacob jacqueline jade jaime jake james jamie jan jane janet janice jared jasmine
    jason javier jay jean jeanne jeff jeffrey jen jenna jennifer jenny jeremy jerome jerry jesse jessica
    jesus jill jim jimmy joan joanna joanne joe joel johanna john johnny jon jonathan jordan jorge jose
    joseph josh joshua joy joyce juan juanita judith judy julia julian julie juliet june justin karen
    karl karla kate katherine kathleen kathryn kathy katie kayla keith kelly ken kenneth kenny kerry
    kevin khalid kim kimberly kirsty kristen kristin kyle larry laura lauren laurence laurie lawrence
    leah lee leo leon leonard leslie lewis liam lillian lily linda lindsay lindsey lisa liz lois lola
    lorenzo loretta lori lorraine louis louise lucas lucia lucy luis luke lydia lynn maggie malcolm
    manuel marcia marco marcus margaret maria mariam marie marilyn mario marion marjorie mark marlene
    marta martha martin marvin mary mateo mathew matt matthew maureen maurice max maya megan mei melanie
    melissa mercedes mia michael michele michelle miguel mike mila mildred miriam mitchell mohamed
    mohammed molly monica morgan muhammad murray nadia nancy naomi natalia natalie natasha nathan neha
    neil nelson nicholas nick nicolas nicole nigel nina noah noel nora norma norman oliver olivia omar
    oscar owen pablo pamela pat patricia patrick paul paula pauline pedro peggy penny pete peter phil
    philip phillip phoebe phyllis pierre priya rachel rahul raj ralph ramon randy raquel raul ray
    raymond rebecca regina ricardo richard rick ricky rita robert roberta roberto robin rodney roger
    roland ron ronald rosa rose rosemary ross roy ruben ruby russell ruth ryan sabrina sally sam
    samantha samir samuel sandra sandy sanjay santiago sara sarah scott sean sebastian seth shane
    shannon sharon shaun shawn sheila shelly sheryl shirley sidney simon simone sofia sonia sophia
    sophie stacey stacy stan stanley stella stephanie stephen steve steven stuart sue susan suzanne
    sylvia tamara tania tanya tara ted teresa terrence terry thelma theo theodore theresa thomas tiffany
    tim timothy tina todd tom tommy toni tony tracey tracy travis trevor troy tyler valerie vanessa vera
    vernon veronica vicki vicky victor victoria vijay vincent viola virginia vivian walter wanda warren
    wayne wendy wesley wilfred will william willie winston xavier yasmin yolanda yusuf yvonne zach
    zachary zara zoe
    """
)
