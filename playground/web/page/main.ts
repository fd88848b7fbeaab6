document.title = "Flipbook playground";
