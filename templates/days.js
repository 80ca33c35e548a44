siteDays({{ page.days }});
