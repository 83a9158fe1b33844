"""Names for pupils, classes and schools that do not exist.

Forenames and surnames are drawn apart, so that any likeness to a real child is chance. Accents,
hyphens and apostrophes are there on purpose: real rolls have them, and they break careless readers.
"""

from __future__ import annotations

GIRLS = (
    "Aaliyah Abigail Agnieszka Aisha Alicja Amara Amélie Anaïs Anwen Ava Bethan Beatrix Bronwen "
    "Chiara Chloë Clementine Daisy Delphine Edith Efua Eilidh Elsie Erin Esmé Fatima Florence "
    "Freya Gwendolyn Hana Harriet Imogen Ines Isla Ivy Jasmine Joy Keira Khadija Lakshmi Leila "
    "Lily Lowri Mabel Maisie Mei Mira Nadia Ngozi Niamh Noor Olive Orla Phoebe Poppy Priya Renée "
    "Rosa Saoirse Shanice Sienna Simone Sofía Tabitha Thandiwe Una Violet Wanda Xanthe Yara Zahra"
).split()
BOYS = (
    "Aaron Adeola Aled Alfie André Arjun Arlo Arthur Barnaby Benjamin Björn Callum Cassius Chidi "
    "Cian Daniyal Dexter Eamonn Edmund Eesa Elijah Emre Ezra Finley Florian Frederick Gabriel "
    "George Gethin Hamza Harvey Haruki Hugo Ibrahim Idris Isaac Jakub Jerome José Joshua Kai "
    "Kofi Kwame Leo Levi Louis Luca Malachi Marlon Mateusz Milo Nathaniel Noah Oisín Omar Oskar "
    "Otis Patrick Rafe Rémi Reuben Rohan Rory Seán Silas Tariq Teddy Tomasz Viktor Yusuf Zachary"
).split()
SURNAMES = (
    "Abernathy Adeyemi Akhtar-Lowe Alderwick Amberley Anand Applegarth Ashdown Balogun Banerjee "
    "Barrowcliffe Begum Birchenall Blackthorne Boateng Bramblecote Brightwell Castellano Çelik "
    "Chaudhry Clovelly Cotterell Cransley D’Souza Dąbrowski Dewhurst Dimitrov Duckworth Eastlake "
    "Ekwueme Ellerbeck Fairweather Fernández Fothergill Foxglove Gallowglass Georgiou Goldfinch "
    "Gunnarsson Haddadi Harrowgate Hathersage Hollinshead Hussain-Pike Iyer Jankowska Juniper "
    "Kapoor Kettlewell Khumalo Kingfisher Lapwing Larkrise Lindqvist Littlewick Mahmood "
    "Marchbanks McAllister Meadowcroft Merriweather Mistry Moonan Müller Nakamura Nettlefold "
    "Nguyễn N’Diaye O’Brien O’Shaughnessy Oakenshaw Okonkwo Otterburn Papadakis Pemberwick "
    "Petrov-Hale Quillfeather Rahman Ravenscar Rosehip Rowntree-Das Saddleworth Sandhu Santos "
    "Silverdale Skylark Sørensen Starling Swallowfield Szymański Tamarind Thistlewood Threlkeld "
    "Tumbleton Underhill-Roy Valderrama Vasquez Wagstaffe Wetherby Whitlock Winterbourne Wolfenden "
    "Wren Yamamoto Yıldız Zielinska"
).split()

CLASSES = ("Acorn", "Willow", "Hazel", "Rowan", "Birch", "Chestnut", "Oak")
"""One tree for each year group, Reception first."""

ACCENTED = "Zoë O’Brien"
"""A name that a reader with the wrong encoding cannot read."""
SHARED = "Amelia Hartwood"
"""A name that two different pupils of every school have."""

SCHOOLS = (
    "Thistledown Heronsgate Larkfield Millbrook Bramblewick Foxholes Kestrel Moorcroft Otterbank "
    "Puddingstone Quarrybank Ravensmoor Saltmarsh Tanglewood Wrenfield Yewbarrow"
).split()


def school_name(number: int) -> str:
    """Name the school with this number, counted from 0.

    Examples
    --------
    >>> school_name(0), school_name(16)
    ('Thistledown Primary School', 'Thistledown Primary School 2')
    """
    turn, place = divmod(number, len(SCHOOLS))
    return f"{SCHOOLS[place]} Primary School" + (f" {turn + 1}" if turn else "")


def school_id(number: int) -> str:
    """Return the id of the school with this number: seven digits that belong to no school."""
    return str(9992001 + number)


def class_names(year_group: int, classes: int) -> list[str]:
    """Name the classes of a year group.

    Examples
    --------
    >>> class_names(2, 1), class_names(6, 2)
    (['Hazel'], ['Oak 1', 'Oak 2'])
    """
    tree = CLASSES[year_group]
    return [tree] if classes == 1 else [f"{tree} {number}" for number in range(1, classes + 1)]
