"""What people give: work, care, goods, knowledge and space, each in its own unit.

An entry is never changed: it is reversed, and both rows stay. Hours never turn into money, and
money is no contribution here: it is a pledge of the common purse.
"""
